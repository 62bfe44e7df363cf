"""The release as written, cut into plain stretches and marked ones."""

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from pipeline.records import Document
from pipeline.text import line_starts

# A sentence ends before a blank and a capital; an abbreviation may cut it short, which costs a quote only some words.
_SENTENCE = re.compile(r"""(?<=[.!?…])["”’')\]]*\s+(?=["“‘'(\[]*[^\W\d_a-zß-ÿ])|\n""")
_END = '.!?…\n"”’)]'
_AROUND = 240  # characters of a quote on either side of a figure, where its sentence is longer


@dataclass(frozen=True, slots=True)
class Mark:
    """A marked stretch: the place it has on the page, its state, where it leads, and how it is called."""

    start: int
    end: int
    anchor: str
    state: str
    href: str = ""
    tag: str = ""
    title: str = ""
    focus: bool = False


@dataclass(frozen=True, slots=True)
class Piece:
    """A stretch of text; ``opens`` where its mark begins in it, so that an anchor is given once."""

    text: str
    mark: Mark | None = None
    opens: bool = False


@dataclass(frozen=True, slots=True)
class Line:
    """A line of the release, counted from 1, and the kind of block that it is in."""

    number: int
    kind: str
    pieces: tuple[Piece, ...]


def apart(marks: Iterable[Mark]) -> tuple[Mark, ...]:
    """The marks in the order of the text, without those that begin inside another."""
    kept: list[Mark] = []
    for mark in sorted(marks, key=lambda mark: (mark.start, -mark.end)):
        if mark.start < mark.end and (not kept or mark.start >= kept[-1].end):
            kept.append(mark)
    return tuple(kept)


def cut(text: str, start: int, end: int, marks: Sequence[Mark]) -> tuple[Piece, ...]:
    """``text[start:end]`` in pieces, given marks that are apart."""
    return tuple(piece for piece in _cut(text, start, end, marks) if piece.text)


def _cut(text: str, start: int, end: int, marks: Sequence[Mark]) -> Iterator[Piece]:
    at = start
    first = bisect_right(marks, start, key=lambda mark: mark.end)
    for mark in marks[first : bisect_left(marks, end, lo=first, key=lambda mark: mark.start)]:
        yield Piece(text[at : max(at, mark.start)])
        at, begin = min(mark.end, end), max(at, mark.start)
        yield Piece(text[begin:at], mark, opens=mark.start >= start)
    yield Piece(text[at:end])


def lines(document: Document, marks: Sequence[Mark]) -> tuple[Line, ...]:
    """The release line by line: bullets and numbers of a list stand before its blocks and are part of the line."""
    text = document.text
    starts = line_starts(text)
    ends = (*(start - 1 for start in starts[1:]), len(text))
    return tuple(
        Line(number, _kind(document, start, end), cut(text, start, end, marks))
        for number, (start, end) in enumerate(zip(starts, ends, strict=True), 1)
        if text[start:end].strip()
    )


def _kind(document: Document, start: int, end: int) -> str:
    blocks = document.blocks
    at = bisect_right(blocks, start, key=lambda block: block.end)
    return blocks[at].kind if at < len(blocks) and blocks[at].start < end else "paragraph"


def quotes(text: str, marks: Sequence[Mark]) -> tuple[tuple[Piece, ...], ...]:
    """The sentences around the marks, each once; a long one is cut down to what is near the marks."""
    return tuple(_quote(text, start, end, marks) for start, end in sentences(text, marks))


def sentences(text: str, marks: Sequence[Mark]) -> list[tuple[int, int]]:
    """The spans of the sentences around the marks, in order; of a long one only what is near the marks."""
    return _merged(_spans(text, marks))


def _quote(text: str, start: int, end: int, marks: Sequence[Mark]) -> tuple[Piece, ...]:
    before = text[max(0, start - 4) : start].rstrip(" ")
    after = text[end : end + 1] in ("", "\n") or text[end - 1] in _END
    return (
        *(() if not before or before[-1] in _END else (Piece("… "),)),
        *cut(text, start, end, marks),
        *(() if after else (Piece(" …"),)),
    )


def _spans(text: str, marks: Sequence[Mark]) -> Iterator[tuple[int, int]]:
    for mark in marks:
        low, high = max(0, mark.start - _AROUND), min(len(text), mark.end + _AROUND)
        before = [found.end() for found in _SENTENCE.finditer(text, low, mark.start)]
        after = _SENTENCE.search(text, mark.end, high)
        yield (before[-1] if before else _word(text, low)), (after.start() if after else _word(text, high))


def _word(text: str, at: int) -> int:
    """The end of the word that ``at`` is in, so that no word is cut; a word without end is cut anyway."""
    return next((near for near in range(at, min(at + 40, len(text))) if near == 0 or text[near - 1].isspace()), at)


def _merged(spans: Iterable[tuple[int, int]]) -> list[tuple[int, int]]:
    merged: list[tuple[int, int]] = []
    for start, end in sorted(spans):
        if merged and start <= merged[-1][1] + 1:
            merged[-1] = merged[-1][0], max(end, merged[-1][1])
        else:
            merged.append((start, end))
    return merged
