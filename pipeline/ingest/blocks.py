"""Splits plain text and Markdown into blocks: headings, paragraphs, list items and table cells."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from itertools import tee, zip_longest

from pipeline.ingest.tables import Row, rows
from pipeline.records import Block, CellPosition

LINE_END = re.compile("\r\n?|[\x0b\x0c\x85\u2028\u2029]")
BULLET = re.compile(r"(?:[•·●○▪■□◦‣➢✓]|[-–—*](?=\s))\s*")
NUMBER = re.compile(r"\(?\d{1,2}(?:\.\d{1,2})?(?:[.)](?=[^\W\d])|[.)]\s+)")  # "1. x", "1.x", "(1) x", not "1.711"
LOWER = re.compile(r"\(?[a-z](?:\)\s*|\.\s+)")
UPPER = re.compile(r"([A-Z]|[IVX]{2,4})[.)]\s+")
SERIES = (tuple("ABCDEFGHIJKLMNOPQRSTUVWXYZ"), ("I", "II", "III", "IV", "V", "VI", "VII", "VIII", "IX", "X"))
MARKDOWN = re.compile(r"#{1,6}\s+")

CLOSERS = "\"'”’)]*_ "
HEADLINE = 150  # characters of the longest headline
HEADING = 60  # and of the longest heading between paragraphs
WRAPPED = range(50, 121)  # widths at which text is broken into lines by hand


@dataclass(frozen=True, slots=True)
class Line:
    """A line that holds text: its trimmed span, what its mark says it is, and whether a blank line comes before."""

    start: int
    end: int
    kind: str
    text: str
    after_blank: bool
    cell: CellPosition | None = None


def normalise(text: str) -> str:
    """The canonical text: every sort of line end as one newline character."""
    return LINE_END.sub("\n", text)


def split(text: str) -> tuple[Block, ...]:
    """The blocks of ``text`` in order. An item or marked heading starts behind its bullet, number or letter."""
    lines = tuple(_lines(text))
    return tuple(_told(_join(lines, max((line.end - line.start for line in lines), default=0))))


def whole(lines: Iterable[Line]) -> tuple[Block, ...]:
    """The blocks of lines that are whole already; what a reader does not know of one is told by its mark, as above."""
    return tuple(_told(_marked(lines)))


def _told(lines: Iterable[Line]) -> Iterator[Block]:
    these, following = tee(lines)
    first = next(following, None)
    for line, after in zip_longest(these, following):
        yield Block(_kind(line, after, first=line is first), line.start, line.end, line.cell)


def _marked(lines: Iterable[Line]) -> Iterator[Line]:
    seen = frozenset[str]()
    for line in lines:
        kind, mark = ("", 0) if line.kind else _mark(line.text, seen)
        if kind == "letter":
            seen |= {_letter(line.text)}
        yield replace(line, start=line.start + mark, kind=line.kind or kind, text=line.text[mark:])


def _lines(text: str) -> Iterator[Line]:
    offset, blank, seen, tables = 0, True, frozenset[str](), rows(text)
    for raw in text.split("\n"):
        body = raw.strip()
        start = offset + len(raw) - len(raw.lstrip())
        if offset in tables:
            yield from _cells(text, tables[offset], blank)
        elif body:
            kind, mark = _mark(body, seen)
            if kind == "letter":
                seen |= {_letter(body)}
            yield Line(start + mark, start + len(body), kind, body[mark:], blank)
        blank = not body
        offset += len(raw) + 1


def _cells(text: str, row: Row, blank: bool) -> Iterator[Line]:
    for start, end, position in row:
        yield Line(start, end, "cell", text[start:end], blank, position)


def _letter(body: str) -> str:
    found = UPPER.match(body)
    return found[1] if found else ""


def _mark(body: str, seen: frozenset[str]) -> tuple[str, int]:
    """What the mark at the head of a line makes it, and how long the mark is."""
    for pattern, kind in ((MARKDOWN, "heading"), (BULLET, "item"), (NUMBER, "item"), (LOWER, "item")):
        if (found := pattern.match(body)) and found.end() < len(body):
            return kind, found.end()
    if (found := UPPER.match(body)) and found.end() < len(body) and _continues(found[1], seen):
        return "letter", found.end()
    return "", 0


def _continues(mark: str, seen: frozenset[str]) -> bool:
    """Whether a capital opens or continues a series: "M. Yusuf" is a name, "B." after "A." is not."""
    return any(mark == series[0] or (mark in series and series[series.index(mark) - 1] in seen) for series in SERIES)


def _join(lines: Iterable[Line], width: int) -> list[Line]:
    """Lines that were broken by hand at the width of the page, put together again."""
    joined: list[Line] = []
    for line in lines:
        if joined and width in WRAPPED and _goes_on(joined[-1], line, width):
            joined[-1] = replace(joined[-1], end=line.end, text=f"{joined[-1].text}\n{line.text}")
        else:
            joined.append(line)
    return joined


def _goes_on(line: Line, following: Line, width: int) -> bool:
    if line.cell:
        return False
    last = line.text.rpartition("\n")[2]
    would_not_fit = len(last) + 1 + len(following.text.split()[0]) > width
    return not (following.after_blank or following.kind or closed(last)) and (
        would_not_fit or (len(last) > width / 2 and following.text[0].islower())
    )


def closed(text: str) -> bool:
    """Whether the sentence ends here."""
    return text.rstrip(CLOSERS).endswith((".", ":", ";", "!", "?"))


def _kind(line: Line, following: Line | None, *, first: bool) -> str:
    if line.kind in ("item", "heading", "cell"):
        return line.kind
    if line.kind == "letter":
        return "heading" if len(line.text) <= HEADING and not closed(line.text) else "item"
    introduces_list = following is None or (following.kind == "item" and not following.after_blank)
    title = not introduces_list and (_headline(line.text) if first else _words_alone(line.text))
    return "heading" if title else "paragraph"


def _headline(text: str) -> bool:
    return len(text) <= HEADLINE and not text.rstrip(CLOSERS).endswith((".", ":", ";", ","))


def _words_alone(text: str) -> bool:
    """Whether a line reads as a heading in the midst of the text: short, and without a figure or a full stop."""
    return len(text) <= HEADING and text[0].isupper() and text[-1].isalpha() and not any(map(str.isdigit, text))
