"""Some releases together: what they have in the tables, checked, and written in every format; for any process to do."""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import islice

from pipeline import tables
from pipeline.store import unpacked
from pipeline.tables import Files, Part
from pipeline.workers import Unfinished

TOGETHER = 200_000  # bytes of packed tables that are checked together: checking a few costs as much as checking many


@dataclass(frozen=True, slots=True)
class Chunk:
    """Releases by doc_id with their packed parts, and which of them nobody has checked yet; ``number`` is a word."""

    number: str
    parts: Mapping[str, bytes]
    unchecked: frozenset[str]


@dataclass(frozen=True, slots=True)
class Made:
    """What a chunk has in the files of all formats, by name, and in both lists of ``findings.json``.

    ``rows`` counts those of each table; ``refused`` has a line for each release that is in no table of some format,
    ``faults`` one for each broken rule.
    """

    files: Files
    documents: str
    findings: str
    rows: Mapping[str, int]
    refused: tuple[str, ...]
    faults: tuple[str, ...] = ()


def chunks(parts: Iterator[tuple[str, bytes, bool]], formats: Sequence[str]) -> Iterator[Chunk]:
    """The parts of releases, each with its doc_id and whether it is unchecked, in chunks for these formats."""
    number, size = 0, tables.size(formats)
    while some := list(islice(parts, size)):
        unchecked = frozenset(doc_id for doc_id, _, new in some if new)
        yield Chunk(f"{number:05}", {doc_id: content for doc_id, content, _ in some}, unchecked)
        number += 1


def made(formats: Sequence[str], chunk: Chunk) -> Made:
    """Check a chunk, and make its part of all files."""
    read = {doc_id: unpacked(content) for doc_id, content in chunk.parts.items()}
    parts: dict[str, Part] = {doc_id: part for doc_id, (part, *_) in read.items()}
    if faults := tuple(_faults(chunk, parts)):
        return Made({}, "", "", {}, (), faults)
    files, refused = tables.render(parts, formats, chunk.number)
    rows = Counter[str]()
    for part in parts.values():
        rows.update({name: number for name, (number, _) in part.items()})
    documents = _list(document for _, document, _ in read.values())
    findings = _list(findings for *_, findings in read.values())
    return Made(files, documents, findings, rows, refused)


def _list(items: Iterable[str]) -> str:
    return ",".join(filter(None, items))


def sound(chunk: Made) -> Made:
    """The same, where nothing is wrong with it; Unfinished where something is."""
    if chunk.faults:
        from pipeline.tabulate import TableError

        raise Unfinished(str(TableError(chunk.faults)))
    return chunk


def _faults(chunk: Chunk, parts: Mapping[str, Part]) -> Iterator[str]:
    """What is wrong with the tables of those that are unchecked, read as they are written."""
    if not chunk.unchecked:
        return
    from pipeline.package import joined
    from schemas.check import faults

    for some in _pieces({doc_id: len(chunk.parts[doc_id]) for doc_id in parts if doc_id in chunk.unchecked}):
        yield from map(str, faults(joined([parts[doc_id] for doc_id in some])))


def _pieces(sizes: Mapping[str, int]) -> Iterator[list[str]]:
    piece: list[str] = []
    size = 0
    for doc_id, own in sizes.items():
        piece.append(doc_id)
        size += own
        if size > TOGETHER:
            yield piece
            piece, size = [], 0
    if piece:
        yield piece
