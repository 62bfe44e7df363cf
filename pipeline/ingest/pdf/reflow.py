"""Paragraphs from the lines of pages: what a page broke is put together again, where that is sure."""

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from itertools import pairwise

from pipeline.ingest import blocks
from pipeline.ingest.assemble import Paragraph, Piece
from pipeline.ingest.pdf.lines import KEPT, TOKEN, Line
from pipeline.stretches import Stretch

HYPHENS = ("\ufffe", "\u00ad", "\u2010", "-")  # a hyphen at the end of a line; the first is what PDFium makes of it
GROUPED = re.compile(r"(?:^|[^\d.,])\d{1,3}(?:\.\d{3})*\.$")  # "1.000." at the end of a line
GROUP = re.compile(r"\d{3}(?!\d)")
STEP = re.compile(r"(\w+)\W*$")
LARGER = 1.15  # type of a heading against that of the text
APART = 0.3  # of the size of the type: so much more is between paragraphs than between lines
MOST = 0.75  # of the width of a column
BLANK = Piece(" ")
SLACK = 4.0  # points by which a word may seem to fit at the end of a line and did not


class Paragraphs(Iterable[Paragraph]):
    """The paragraphs of a document, made whenever they are gone through: lines that go on are joined.

    Headings are told by the size of their type.
    """

    def __init__(self, lines: Iterable[Line]) -> None:
        self._lines, self._usual, self._leading = lines, _usual(lines), _leading(lines)

    def __iter__(self) -> Iterator[Paragraph]:
        group: list[Line] = []
        for line in self._lines:
            if group and not _goes_on(group, line, self._leading):
                yield _paragraph(group, self._usual)
                group = []
            group.append(line)
        if group:
            yield _paragraph(group, self._usual)


def _usual(lines: Iterable[Line]) -> float:
    """The size of most of the text."""
    sizes: Counter[float] = Counter()
    for line in lines:
        sizes[round(line.size)] += line.text.count(" ") + 1
    return sizes.most_common(1)[0][0] if sizes else 0.0


def _leading(lines: Iterable[Line]) -> float:
    """From one line to the next within paragraphs: the least that is there more than once."""
    steps: Counter[float] = Counter()
    for line, below in pairwise(lines):
        step = line.bounds.bottom - below.bounds.bottom
        if not (line.cell or below.cell) and line.size <= step < 2 * line.size:
            steps[round(step)] += 1
    return min((step for step, times in steps.items() if times > 1), default=0.0)


def _paragraph(group: Sequence[Line], usual: float) -> Paragraph:
    first = group[0]
    large = first.size > LARGER * usual and len(group) < 4
    kind = "heading" if large and not first.cell else ""
    return Paragraph(_pieces(group), kind, first.mark, not _marked(first), first.cell)


def _goes_on(group: Sequence[Line], line: Line, leading: float) -> bool:
    last = group[-1]
    if line.cell or last.cell:
        return line.cell is not None and line.cell == last.cell
    full = last.bounds.right + last.space + line.first > last.right - SLACK or _open(last, line)
    if abs(line.size - last.size) > 0.15 * last.size or _begins(line, group, full=full):
        return False
    if last.page != line.page or line.bounds.bottom > last.bounds.top:  # another page or column
        return full and not blocks.closed(last.text) and not line.text[0].isupper()
    close = last.bounds.bottom - line.bounds.top < 0.75 * last.size and not _parted(group, line, leading)
    return close and full and not (blocks.closed(last.text) and _indented(group, line))


def _open(last: Line, line: Line) -> bool:
    """Whether a sentence goes on for certain: lines are not broken in the midst of one before most of them is full."""
    long = last.bounds.right - last.bounds.left > MOST * (last.right - last.bounds.left)
    return long and not blocks.closed(last.text) and not line.text[0].isupper()


def _parted(group: Sequence[Line], line: Line, leading: float) -> bool:
    """Whether there is more between this line and those above than between these, or than usual after a sentence."""
    bottoms = [each.bounds.bottom for each in group[-3:]]
    *before, step = [above - below for above, below in pairwise([*bottoms, line.bounds.bottom])]
    usual = min(before) if before else leading if blocks.closed(group[-1].text) else step
    return 0 < usual < step - APART * line.size


def _begins(line: Line, group: Sequence[Line], *, full: bool) -> bool:
    """Whether the line is an item. "7) orang" may be the rest of a sentence, where the line above is full and open."""
    if not _marked(line) or line.mark or blocks.BULLET.match(line.text):
        return _marked(line)
    first = group[0]
    listed = _marked(first) and abs(first.bounds.left - line.bounds.left) < SLACK
    return listed or not full or blocks.closed(group[-1].text)


def _marked(line: Line) -> bool:
    return bool(line.mark) or any(p.match(line.text) for p in (blocks.BULLET, blocks.NUMBER, blocks.LOWER))


def _indented(group: Sequence[Line], line: Line) -> bool:
    return line.bounds.left > group[-1].bounds.left + 6 and len(group) > 1


def _pieces(group: Sequence[Line]) -> Iterator[Piece]:
    for at, line in enumerate(group):
        following = group[at + 1].text.partition(" ")[0] if at + 1 < len(group) else ""
        before, blank, last = line.text.rpartition(" ")
        text, joined = _joined(last, following)
        yield from _tokens(f"{before}{blank}{text}", line)
        if not joined:
            yield BLANK


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


def _tokens(text: str, line: Line) -> Iterator[Piece]:
    """The text of a line, of which the last signs may have gone."""
    end = 0
    places = zip(*[iter(line.tokens)] * KEPT, strict=True)
    for token, (at, left, bottom, right, top) in zip(TOKEN.finditer(text), places, strict=False):
        if token.start() > end:
            yield BLANK
        end, box = token.end(), (left, bottom, right, top)
        yield Piece(token[0], Stretch(0, 0, page=line.page, line=line.number, node=line.page, offset=at, box=box))
