"""Reads releases: from the bytes of a file to a Document with its canonical text and its blocks."""

import sys
from hashlib import sha256
from pathlib import Path

from pipeline.ingest import readers
from pipeline.ingest.blocks import normalise, split
from pipeline.ingest.dateline import published
from pipeline.ingest.errors import InputError
from pipeline.ingest.readers import CHANGES, Content, Options, by_suffix
from pipeline.ingest.sources import STDIN, Source, find, readable, skipped, suffixes
from pipeline.language import load
from pipeline.progress import reading
from pipeline.records import Document

__all__ = [
    "CHANGES",
    "LARGEST",
    "OPTIONS",
    "STDIN",
    "InputError",
    "Options",
    "Source",
    "content",
    "document_from_bytes",
    "document_from_text",
    "find",
    "read",
    "read_with",
    "skipped",
    "suffixes",
]

OPTIONS = Options()
ANEW = "save it anew in the program that made it, and report it if that does not help"
LARGEST = 20_000_000  # bytes: a hundred times the longest release that we have met


def document_from_text(doc_id: str, text: str, source: str = "", language: str = "id") -> Document:
    """A release given as text; line ends become newlines, the rest of the text stays as it is."""
    canonical = normalise(text)
    content = Content(canonical, split(canonical))
    return _document(doc_id, content, text.encode(), source=source, form="txt", language=language)


def document_from_bytes(
    doc_id: str, data: bytes, source: str, language: str = "id", options: Options = OPTIONS
) -> Document:
    """The release in the bytes of a file whose name is ``source``; InputError where it can't be read."""
    suffix = _suffix(source, options)
    if suffix not in by_suffix():
        raise InputError(source, f"no reader for {suffix or 'a name without a suffix'}", f"save it as {readable()}")
    try:
        with reading(source):
            read = by_suffix()[suffix](data, load(language), options) if data else Content("", ())
    except ValueError as error:
        fault, told, remedy = str(error).partition("; ")
        raise InputError(source, *((fault, remedy) if told else (f"can't be read ({fault})", ANEW))) from error
    if not read.text.strip():
        raise InputError(source, "empty", "put the text of the release into it or remove it")
    return _document(doc_id, read, data, source=source, form=suffix[1:], language=language)


def _suffix(source: str, options: Options) -> str:
    return Path(source).suffix.lower() if source != STDIN else f".{options.stdin}"


def read_with(source: Source, options: Options = OPTIONS) -> tuple[str, ...]:
    """The libraries that a release is read with, and their versions."""
    return readers.read_with(_suffix(source.path, options))


def read(source: Source, language: str = "id", options: Options = OPTIONS) -> Document:
    """The release in a file; InputError where the file or what is in it can't be used."""
    return document_from_bytes(source.doc_id, content(source.path), source.path, language, options)


def content(path: str) -> bytes:
    """The bytes of a file, or of standard input; InputError where it can't be read."""
    try:
        data = _piped() if path == STDIN else _head(Path(path))
    except OSError as error:
        raise InputError(path, error.strerror or str(error), "check the file and who may read it") from error
    if len(data) > LARGEST:
        raise InputError(path, f"larger than {LARGEST // 1_000_000} MB", "split it: one release a file")
    return data


def _piped() -> bytes:
    # There is none where a program started this one without.
    return sys.stdin.buffer.read(LARGEST + 1) if sys.stdin else b""


def _head(path: Path) -> bytes:
    with path.open("rb") as file:
        return file.read(LARGEST + 1)


def _document(doc_id: str, content: Content, data: bytes, source: str, form: str, language: str) -> Document:
    return Document(
        doc_id=doc_id,
        source=source,
        format=form,
        text=content.text,
        blocks=content.blocks,
        language=language,
        title=_title(content),
        published=published(content.text, content.blocks, load(language)),
        sha256=sha256(data).hexdigest(),
        places=content.places,
        notes=content.notes,
    )


def _title(content: Content) -> str:
    """The headline: a heading before anything else."""
    first = content.blocks[0] if content.blocks else None
    return " ".join(content.text[first.start : first.end].split()) if first and first.kind == "heading" else ""
