"""Mail: subject, sender and date from the headers; the plain body before the HTML one; attachments named, not read."""

import email
import email.errors
import email.header
import email.policy
import email.utils
from collections.abc import Iterator
from email.message import Message
from typing import Any

from whosays.intake.assemble import Assembly
from whosays.intake.cleaning import is_outlet_name, plain_blocks
from whosays.intake.decoding import decode
from whosays.intake.draft import DateMention, Draft, Drafts, issue
from whosays.intake.pages import draft_of_page
from whosays.model.issue import Issue
from whosays.settings import Settings
from whosays.text.normalise import collapse, fold

DEPTH_MAX = 20
"""Deepest nesting of parts that is followed."""
PARTS_MAX = 500
"""Most parts of one mail that are looked at."""


def read_mail(data: bytes, source: str, settings: Settings) -> Drafts:
    """One Draft of a message; the subject stands above the body unless the body begins with it."""
    try:
        message = email.message_from_bytes(data, policy=email.policy.compat32)
    except (RecursionError, ValueError, LookupError) as error:
        yield issue(
            "mail_damaged", source, f"cannot be parsed ({type(error).__name__}); expected a mail message"
        )
        return
    drafts: list[Draft] = []
    for item in _bodies(message, source, settings):
        if isinstance(item, Issue):
            yield item
        else:
            drafts.append(item)
    if not any(draft.text.strip() for draft in drafts):
        yield issue(
            "mail_without_body", source, "holds no text body; expected a text/plain or text/html part"
        )
        return
    yield _draft(message, drafts)


def _draft(message: Message, drafts: list[Draft]) -> Draft:
    text = Assembly()
    subject = _header(message, "Subject")
    if subject and not fold(drafts[0].text[: 2 * len(subject) + 200]).startswith(fold(subject)):
        text.add(subject, "heading")
    for draft in drafts:
        text.add_all(draft.text, draft.blocks or ())
    name, _ = email.utils.parseaddr(_header(message, "From") or "")
    named = collapse(name) or None
    outlet = named if named and is_outlet_name(named) else None
    sent = _header(message, "Date")
    return Draft(
        text.text,
        text.blocks,
        title=subject,
        outlet=outlet,
        author=None if outlet else named,
        dates=(DateMention(sent, "metadata", "the mail's Date header"),) if sent else (),
    )


def _header(message: Message, name: str) -> str | None:
    """A header's words, decoded; undecodable parts as they stand."""
    raw = message.get(name)
    if raw is None:
        return None
    try:
        words = str(email.header.make_header(email.header.decode_header(str(raw))))
    except (LookupError, UnicodeError, ValueError, email.errors.HeaderParseError):
        words = str(raw)
    return collapse(words.encode("utf-8", "replace").decode("utf-8"))[:1000] or None


def _bodies(message: Message, source: str, settings: Settings) -> Iterator[Draft | Issue]:
    """The text parts in order; of alternatives the plain one, or the HTML one where no plain one says anything."""
    waiting: list[tuple[Message, int]] = [(message, 0)]
    for _ in range(PARTS_MAX):
        if not waiting:
            return
        part, depth = waiting.pop(0)
        kind = part.get_content_type()
        if depth > DEPTH_MAX:
            yield issue("mail_too_deep", source, f"parts nested more than {DEPTH_MAX} deep were not read")
        elif part.is_multipart():
            inner = _inner(part)
            waiting[:0] = [
                (item, depth + 1)
                for item in (_preferred(inner) if kind == "multipart/alternative" else inner)
            ]
        elif part.get_content_disposition() == "attachment" or kind not in {"text/plain", "text/html"}:
            yield issue(
                "attachment_unread",
                source,
                f"the attachment {_file_name(part)!r} ({kind}) was not read; save it as a file to read it",
            )
        else:
            yield from _body(part, kind, source, settings)
    yield issue("mail_too_many_parts", source, f"has more than {PARTS_MAX} parts; the rest was not read")


def _inner(part: Message) -> list[Message]:
    payload: Any = part.get_payload()
    return [item for item in payload if isinstance(item, Message)] if isinstance(payload, list) else []


def _preferred(parts: list[Message]) -> list[Message]:
    """The alternative to read: plain text that is not empty, then any container, then HTML."""
    plain = [part for part in parts if part.get_content_type() == "text/plain" and _bytes(part).strip()]
    inner = [part for part in parts if part.is_multipart()]
    pages = [part for part in parts if part.get_content_type() == "text/html"]
    return (plain or inner or pages or parts)[:1]


def _body(part: Message, kind: str, source: str, settings: Settings) -> Iterator[Draft | Issue]:
    decoded = decode(_bytes(part), source, declared=_charset(part), max_chars=settings.max_chars)
    yield from decoded.issues
    if kind == "text/html":
        page = draft_of_page(decoded.text)
        if page is not None:
            yield page
    else:
        text = decoded.text.replace("\r\n", "\n").strip("\n")
        yield Draft(text, plain_blocks(text))


def _charset(part: Message) -> str | None:
    try:
        return part.get_content_charset()
    except (LookupError, UnicodeError):
        return None


def _bytes(part: Message) -> bytes:
    payload = part.get_payload(decode=True)
    return payload if isinstance(payload, bytes) else b""


def _file_name(part: Message) -> str:
    try:
        return (part.get_filename() or "without a name")[:100]
    except (LookupError, UnicodeError, ValueError):
        return "without a readable name"
