"""The desk's server: one process, one ledger, an address that is told once."""

import os
import socket
import sys
import webbrowser
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from whosays.desk.office import Access, Office
from whosays.desk.safety import LOOPBACK
from whosays.errors import SettingsError
from whosays.settings import Settings

SHORTEST_PASSWORD: Final = 12
"""Letters of a password at least: it is all that stands between the ledger and the network."""
TRIED_PORTS: Final = 20
DEFAULT_PORT: Final = 8011


@dataclass(frozen=True, slots=True)
class Place:
    """Where the desk is to be found."""

    host: str = "127.0.0.1"
    port: int | None = None
    password: str | None = None


def check(place: Place) -> None:
    """Refuse an address that others can reach without a password.

    Raises:
        SettingsError: as named.
    """
    if place.host in LOOPBACK:
        return
    if not place.password:
        raise SettingsError(
            f"host {place.host} can be reached by others: set a password in the variable WHOSAYS_DESK_PASSWORD or give --password-file; "
            "nothing is encrypted on the way, so use it behind a tunnel or a proxy with TLS",
        )
    if len(place.password) < SHORTEST_PASSWORD:
        raise SettingsError(f"the password is shorter than {SHORTEST_PASSWORD} letters")


def serve(
    ledger: Path, place: Place, settings: Settings, *, open_page: bool = True, user: str | None = None, told: Callable[[str], None] = print,
) -> None:
    """Serve until stopped (Ctrl-C).

    Raises:
        LedgerError: no ledger there, or it cannot be written.
        SettingsError: an address beyond loopback without a password, or no free port.
    """
    import uvicorn

    from whosays.desk.app import make_app

    check(place)
    listening = _listen(place)
    port = listening.getsockname()[1]
    access = Access(place.host, port, place.password, names=_names(place.host))
    office = Office(ledger, access, settings, user=user)
    address = f"http://{_shown(place.host)}:{port}/"
    told(f"whosays desk: {ledger} at {address}?token={access.token}")
    told("Stop it with Ctrl-C. The command line can read and write the same ledger meanwhile.")
    config = uvicorn.Config(
        make_app(office), log_level="error", access_log=False, server_header=False, proxy_headers=False, lifespan="on", loop="asyncio", http="h11",
    )
    server = uvicorn.Server(config)
    if open_page:
        webbrowser.open(f"{address}?token={access.token}")
    try:
        server.run(sockets=[listening])
    except KeyboardInterrupt:
        told("stopped; all that was judged is in the ledger")
    finally:
        office.close()
        listening.close()


def _listen(place: Place) -> socket.socket:
    """A socket on the port that is asked for, or on the first free one from the usual port on.

    Raises:
        SettingsError: the address cannot be had.
    """
    family = socket.AF_INET6 if ":" in place.host else socket.AF_INET
    ports = [place.port] if place.port is not None else [*range(DEFAULT_PORT, DEFAULT_PORT + TRIED_PORTS), 0]
    problem: OSError | None = None
    for port in ports:
        found = socket.socket(family, socket.SOCK_STREAM)
        found.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, int(sys.platform != "win32"))
        try:
            found.bind((place.host, port))
        except OSError as error:
            found.close()
            problem = error
            continue
        found.listen(128)
        return found
    raise SettingsError(f"{place.host}:{ports[0]} cannot be listened on ({problem.strerror if problem else 'no port'}); try another --port")


def _shown(host: str) -> str:
    plain = "127.0.0.1" if host in ("0.0.0.0", "::", "localhost") else host  # noqa: S104 - compared, not bound
    return f"[{plain}]" if ":" in plain else plain


def _names(host: str) -> frozenset[str]:
    """Names by which this machine may be called when it serves others."""
    return frozenset() if host in LOOPBACK else frozenset({socket.gethostname().lower(), socket.getfqdn().lower()})


def password_from(file: Path | None) -> str | None:
    """The password of a file's first line, or of the variable WHOSAYS_DESK_PASSWORD.

    Raises:
        SettingsError: the file cannot be read.
    """
    if file is None:
        return os.environ.get("WHOSAYS_DESK_PASSWORD") or None
    try:
        return file.read_text("utf-8").splitlines()[0].strip() or None
    except (OSError, UnicodeDecodeError, IndexError) as error:
        raise SettingsError(f"{file}: no password can be read there ({error})") from error
