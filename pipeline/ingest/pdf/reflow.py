"""Paragraphs from the lines of pages: what a page broke is put together again, where that is sure."""

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from pipeline.ingest import blocks
from pipeline.ingest.assemble import Paragraph, Piece
from pipeline.ingest.pdf.page import Segment, Word
from pipeline.records import CellPosition
from pipeline.stretches import Stretch

TOKEN = re.compile(r"\w+(?:[.,/:]\w+)*|\S")  # a figure and the marks around it have boxes of their own
HYPHENS = ("\ufffe", "\u00ad", "\u2010", "-")  # a hyphen at the end of a line; the first is what PDFium makes of it
GROUPED = re.compile(r"(?:^|[^\d.,])\d{1,3}(?:\.\d{3})*\.$")  # "1.000." at the end of a line
GROUP = re.compile(r"\d{3}(?!\d)")
STEP = re.compile(r"(\w+)\W*$")
LARGER = 1.15  # type of a heading against that of the text
APART = 0.3  # of the size of the type: so much more is between paragraphs than between lines
MOST = 0.75  # of the width of a column
SLACK = 4.0  # points by which a word may seem to fit at the end of a line and did not


@dataclass(frozen=True, slots=True)
class Line:
    """A line of text, or a cell; ``number`` counts the lines of its page from the top, ``right`` ends its column."""

    segment: Segment
    number: int
    right: float = 0.0
    cell: CellPosition | None = None


def paragraphs(lines: Sequence[Line]) -> Iterator[Paragraph]:
    """The paragraphs of a document: lines that go on are joined, headings told by the size of their type."""
    usual, leading = _usual(lines), _leading(lines)
    group: list[Line] = []
    for line in lines:
        if group and not _goes_on(group, line, leading):
            yield _paragraph(group, usual)
            group = []
        group.append(line)
    if group:
        yield _paragraph(group, usual)


def _usual(lines: Sequence[Line]) -> float:
    """The size of most of the text."""
    sizes: Counter[float] = Counter()
    for line in lines:
        sizes[round(line.segment.size)] += len(line.segment.words)
    return sizes.most_common(1)[0][0] if sizes else 0.0


def _leading(lines: Sequence[Line]) -> float:
    """From one line to the next within paragraphs: the least that is there more than once."""
    steps: Counter[float] = Counter()
    for line, below in pairwise(lines):
        step = line.segment.bounds.bottom - below.segment.bounds.bottom
        if not (line.cell or below.cell) and line.segment.size <= step < 2 * line.segment.size:
            steps[round(step)] += 1
    return min((step for step, times in steps.items() if times > 1), default=0.0)


def _paragraph(group: Sequence[Line], usual: float) -> Paragraph:
    first = group[0]
    large = first.segment.size > LARGER * usual and len(group) < 4
    kind = "heading" if large and not first.cell else ""
    return Paragraph(_pieces(group), kind, first.segment.mark, not _marked(first.segment), first.cell)


def _goes_on(group: Sequence[Line], line: Line, leading: float) -> bool:
    last, segment = group[-1].segment, line.segment
    if line.cell or group[-1].cell:
        return line.cell is not None and line.cell == group[-1].cell
    word = segment.words[0].bounds
    full = last.bounds.right + _space(last) + word.right - word.left > group[-1].right - SLACK or _open(
        last, segment, group
    )
    if abs(segment.size - last.size) > 0.15 * last.size or _begins(segment, group, full=full):
        return False
    if last.page != segment.page or segment.bounds.bottom > last.bounds.top:  # another page or column
        return full and not blocks.closed(last.text) and not segment.text[0].isupper()
    close = last.bounds.bottom - segment.bounds.top < 0.75 * last.size and not _parted(group, segment, leading)
    return close and full and not (blocks.closed(last.text) and _indented(group, segment))


def _open(last: Segment, segment: Segment, group: Sequence[Line]) -> bool:
    """Whether a sentence goes on for certain: lines are not broken in the midst of one before most of them is full."""
    long = last.bounds.right - last.bounds.left > MOST * (group[-1].right - last.bounds.left)
    return long and not blocks.closed(last.text) and not segment.text[0].isupper()


def _parted(group: Sequence[Line], segment: Segment, leading: float) -> bool:
    """Whether there is more between this line and those above than between these, or than usual after a sentence."""
    bottoms = [each.segment.bounds.bottom for each in group[-3:]]
    *before, step = [above - below for above, below in pairwise([*bottoms, segment.bounds.bottom])]
    usual = min(before) if before else leading if blocks.closed(group[-1].segment.text) else step
    return 0 < usual < step - APART * segment.size


def _space(segment: Segment) -> float:
    gaps = (b.bounds.left - a.bounds.right for a, b in pairwise(segment.words))
    return min((gap for gap in gaps if gap > 0), default=0.25 * segment.size)


def _begins(segment: Segment, group: Sequence[Line], *, full: bool) -> bool:
    """Whether the line is an item. "7) orang" may be the rest of a sentence, where the line above is full and open."""
    if not _marked(segment) or segment.mark or blocks.BULLET.match(segment.text):
        return _marked(segment)
    first = group[0].segment
    listed = _marked(first) and abs(first.bounds.left - segment.bounds.left) < SLACK
    return listed or not full or blocks.closed(group[-1].segment.text)


def _marked(segment: Segment) -> bool:
    text = segment.text
    return bool(segment.mark) or any(pattern.match(text) for pattern in (blocks.BULLET, blocks.NUMBER, blocks.LOWER))


def _indented(group: Sequence[Line], segment: Segment) -> bool:
    return segment.bounds.left > group[-1].segment.bounds.left + 6 and len(group) > 1


def _pieces(group: Sequence[Line]) -> Iterator[Piece]:
    for at, line in enumerate(group):
        following = group[at + 1].segment.words[0].text if at + 1 < len(group) else ""
        *words, last = line.segment.words
        for word in words:
            yield from _tokens(word, line)
            yield Piece(" ")
        text, joined = _joined(last.text, following)
        yield from _tokens(last._replace(text=text), line)
        yield Piece("" if joined else " ")


def _joined(last: str, following: str) -> tuple[str, bool]:
    """The last word of a line as it is without the break, and whether the next one belongs to it."""
    if following and GROUPED.search(last) and GROUP.match(following):
        return last, True
    if not last.endswith(HYPHENS) or len(last) < 2:
        return last, False
    stem = last.rstrip("".join(HYPHENS))
    if not following or not stem or not stem[-1].isalnum():
        return last.replace("\ufffe", "-"), False
    twice = (found := STEP.search(stem)) and following.lower().startswith(found[1].lower())
    if twice or not (stem[-1].islower() and following[0].islower()):
        return f"{stem}-", True  # "rata-rata", "12-13", "non-ASN" are written with it
    return stem, last[-1] != "-" or len(stem) > 1


def _tokens(word: Word, line: Line) -> Iterator[Piece]:
    for token in TOKEN.finditer(word.text):
        left, bottom, right, top = (round(10 * length) for length in word.box(token.start(), token.end()))
        box = (left, bottom, right, top)
        page, at = line.segment.page, word.at + token.start()
        yield Piece(token[0], Stretch(0, 0, page=page, line=line.number, node=page, offset=at, box=box))
