"""Plain text and Markdown, in UTF-8."""

from codecs import BOM_UTF16_BE, BOM_UTF16_LE

from pipeline.ingest.blocks import normalise, split
from pipeline.ingest.readers import Content

SUFFIXES = (".txt", ".md")


def read(data: bytes) -> Content:
    """The text of a file in UTF-8, with a byte order mark or without."""
    text = normalise(_decode(data))
    return Content(text, split(text))


def _decode(data: bytes) -> str:
    if data.startswith((BOM_UTF16_LE, BOM_UTF16_BE)):
        raise ValueError("tried UTF-8, but this is UTF-16; save it as UTF-8")
    if b"\0" in data:
        raise ValueError("a binary file, no text; export it as text in UTF-8")
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        raise ValueError(f"line {line}: not UTF-8, the encoding tried; save it as UTF-8") from error
