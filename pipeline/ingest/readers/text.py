"""Plain text and Markdown, in the encodings in use."""

from codecs import BOM_UTF16_BE, BOM_UTF16_LE

from pipeline.ingest.blocks import normalise, split
from pipeline.ingest.mojibake import mend, stretches
from pipeline.ingest.readers import Content, Options
from pipeline.language import Language

SUFFIXES = (".txt", ".md")
LIBRARIES: tuple[str, ...] = ()
BINARY = frozenset(range(32)) - frozenset(b"\t\n\v\f\r\x1a\x1b")  # no text has these, in whatever encoding
SAMPLE = 4096


def read(data: bytes, language: Language, options: Options) -> Content:
    """The text of a file in UTF-8, UTF-16 or Windows-1252; mojibake is mended, and both are noted."""
    decoded, encoding = decode(data)
    mended = mend(normalise(decoded))
    notes = (*(() if encoding == "UTF-8" else (("encoding", encoding),)), *mended.notes())
    return Content(mended.text, split(mended.text), stretches(mended), notes)


def decode(data: bytes) -> tuple[str, str]:
    """The text and the name of its encoding; ValueError where it has none of them."""
    if data.startswith((BOM_UTF16_LE, BOM_UTF16_BE)):
        return _decoded(data, "utf-16"), "UTF-16"
    if wide := _wide(data[:SAMPLE]):
        return _decoded(data, wide), "UTF-16"
    if not BINARY.isdisjoint(data):
        raise ValueError("a binary file, no text; export it as text in UTF-8")
    try:
        return data.decode("utf-8-sig"), "UTF-8"
    except UnicodeDecodeError:
        return _decoded(data, "cp1252"), "Windows-1252"


def _decoded(data: bytes, encoding: str) -> str:
    try:
        return data.decode(encoding)
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        raise ValueError(f"line {line}: neither UTF-8, UTF-16 nor Windows-1252; save it as UTF-8") from error


def _wide(head: bytes) -> str:
    """UTF-16 without a mark: of our letters every other byte is zero, and never the ones between."""
    for encoding, full, empty in (("utf-16-le", head[::2], head[1::2]), ("utf-16-be", head[1::2], head[::2])):
        if empty and empty.count(0) * 2 > len(empty) and BINARY.isdisjoint(full):
            return encoding
    return ""
