"""Bytes to text: byte-order mark, declared label, UTF-8, then a guess; wrong labels are said, not believed."""

import codecs
from dataclasses import dataclass

from whosays.intake.draft import issue
from whosays.model.issue import Issue

_MARKS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
SAMPLE_BYTES = 65_536
"""How much of a file the guesser sees: enough for any language, bounded in time."""
BINARY_SHARE = 0.1
"""Share of NUL and other control bytes above which a file is no text."""
DAMAGE_SHARE = 0.02
"""Share of undecodable bytes up to which a file still counts as damaged UTF-8 rather than as another encoding."""
_TEXT_CONTROLS = frozenset(b"\t\n\r\x0b\x0c\x1b")


@dataclass(frozen=True, slots=True)
class Decoded:
    """The text, the name of its encoding, and what was wrong with it."""

    text: str
    encoding: str
    issues: tuple[Issue, ...] = ()


def looks_binary(data: bytes) -> bool:
    """Whether the bytes hold too many control codes for a text in any encoding (UTF-16 and UTF-32 are recognised)."""
    sample = data[:SAMPLE_BYTES]
    if not sample or _marked(sample) or _wide(sample):
        return False
    controls = sum(byte < 32 and byte not in _TEXT_CONTROLS for byte in sample)
    return controls > BINARY_SHARE * len(sample)


def decode(data: bytes, source: str, *, declared: str | None = None, max_chars: int | None = None) -> Decoded:
    """Decode `data`; at most `max_chars` code points are kept, and an Issue says how many bytes were left.

    `declared` is the label that the input carries; it is obeyed only where the bytes agree with it.
    """
    issues: list[Issue] = []
    limit = None if max_chars is None else 4 * max_chars + 4
    part = data if limit is None or len(data) <= limit else data[:limit]
    encoding, mark = _encoding(part, declared, source, issues)
    text = _decode_as(part[mark:], encoding, source, issues, whole=part is data)
    if max_chars is not None and (len(text) > max_chars or part is not data):
        text = text[:max_chars]
        issues.append(
            issue(
                "text_cut", source, f"the text is longer than {max_chars} characters; the rest was not read"
            )
        )
    return Decoded(text, encoding, tuple(issues))


def _encoding(data: bytes, declared: str | None, source: str, issues: list[Issue]) -> tuple[str, int]:
    """The encoding to use and the length of the byte-order mark."""
    marked = _marked(data)
    if marked:
        return marked
    wide = _wide(data[:SAMPLE_BYTES])
    if wide:
        return wide, 0
    label = _known(declared, source, issues)
    if label and _fits_only(label):
        return label, 0
    if _is_utf8(data):
        if label and label not in {"utf-8", "ascii"} and not data.isascii():
            issues.append(
                issue(
                    "encoding_mislabelled",
                    source,
                    f"labelled {declared}, but the bytes are UTF-8; read as UTF-8",
                )
            )
        return "utf-8", 0
    if label and label not in {"utf-8", "ascii"} and _fits(data, label):
        return label, 0
    return _guess(data, label, source, issues), 0


def _guess(data: bytes, label: str | None, source: str, issues: list[Issue]) -> str:
    """An encoding for bytes that are neither UTF-8 nor what they are labelled."""
    text = data.decode("utf-8", "replace")
    if text.count("�") <= DAMAGE_SHARE * len(text) and any(ord(char) > 127 and char != "�" for char in text):
        return "utf-8"
    from charset_normalizer import from_bytes

    best = from_bytes(data[:SAMPLE_BYTES]).best()
    guess = best.encoding if best is not None else "cp1252"
    if not _fits(data, guess):
        guess = "cp1252" if _fits(data, "cp1252") else "latin-1"
    said = f"labelled {label}" if label else "no label"
    issues.append(issue("encoding_guessed", source, f"{said}, and not valid UTF-8; read as {guess}"))
    return guess


def _decode_as(data: bytes, encoding: str, source: str, issues: list[Issue], *, whole: bool) -> str:
    """Decode, each undecodable byte as U+FFFD, said once with the number and the first place."""
    decoder = codecs.getincrementaldecoder(encoding)("strict")
    try:
        return decoder.decode(data, final=whole)
    except UnicodeDecodeError as error:
        first = error.start
    text = data.decode(encoding, "replace")
    lost = text.count("�")
    issues.append(
        issue(
            "encoding_damaged",
            source,
            f"{lost} places are not valid {encoding}, the first at byte {first}; each shows as U+FFFD",
        )
    )
    return text


def _marked(data: bytes) -> tuple[str, int] | None:
    for mark, name in _MARKS:
        if data.startswith(mark) and (not name.startswith("utf-32") or (len(data) > 4 and _fits(data, name))):
            return name, len(mark)
    return None


def _wide(sample: bytes) -> str | None:
    """UTF-16 without a mark: on one side nearly every byte is the small number of an alphabet's block, on the other few are."""
    pairs = sample[: len(sample) // 2 * 2]
    if len(pairs) < 4 or (len(sample) % 2 and len(sample) < SAMPLE_BYTES):
        return None
    even, odd = _small_share(pairs[0::2]), _small_share(pairs[1::2])
    if odd > 0.9 and even < 0.3 and _fits(pairs, "utf-16-le"):
        return "utf-16-le"
    if even > 0.9 and odd < 0.3 and _fits(pairs, "utf-16-be"):
        return "utf-16-be"
    return None


def _small_share(side: bytes) -> float:
    """Share of bytes that can be the upper half of a letter in an alphabet from Latin to Arabic (U+0000 to U+06FF)."""
    return sum(byte < 7 for byte in side) / len(side)


def _known(declared: str | None, source: str, issues: list[Issue]) -> str | None:
    if not declared:
        return None
    try:
        name = codecs.lookup(declared.strip()).name
        b"".decode(name)
    except (LookupError, ValueError):
        issues.append(
            issue(
                "encoding_unknown", source, f"the label {declared[:40]!r} names no encoding; it was ignored"
            )
        )
        return None
    return name


def _fits_only(label: str) -> bool:
    """Encodings made of ASCII bytes, where being valid UTF-8 proves nothing."""
    return label.startswith(("iso2022", "hz", "utf-7"))


def _is_utf8(data: bytes) -> bool:
    return _fits(data, "utf-8")


def _fits(data: bytes, encoding: str) -> bool:
    """Whether the bytes decode without error; a character cut off at the very end does not count against it."""
    try:
        codecs.getincrementaldecoder(encoding)("strict").decode(data, final=False)
    except (UnicodeDecodeError, LookupError, ValueError):
        return False
    return True
