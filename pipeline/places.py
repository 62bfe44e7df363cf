"""From the text back to its source: where a figure stands, for programs and in words."""

from bisect import bisect_right
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import replace
from decimal import Decimal

from pipeline.records import CellPosition, Document
from pipeline.stretches import Stretch
from pipeline.text import line_starts, position

Box = tuple[Decimal, Decimal, Decimal, Decimal]  # left, bottom, right and top, in points from the corner below left
Heads = Mapping[tuple[int, int], str]


def place(document: Document, offset: int) -> Stretch | None:
    """The place of this character, moved on from the head of its stretch; None where the source does not have it."""
    at = bisect_right(document.places.starts, offset) - 1
    found = document.places[at] if at >= 0 else None
    if found is None or offset >= found.end:
        return None
    on = offset - found.start
    column = found.column + on if found.column else 0
    return replace(found, start=offset, offset=found.offset + on, column=column)


def places(document: Document, start: int, end: int) -> Sequence[Stretch]:
    """The stretches of the source that ``text[start:end]`` is made of."""
    first = bisect_right(document.places.ends, start)
    last = bisect_right(document.places.starts, end - 1, lo=first)
    return document.places[first:last]


def box(document: Document, start: int, end: int) -> Box | None:
    """The box around ``text[start:end]`` on its page; None where the source has no pages."""
    first = place(document, start)
    boxes = [p.box for p in places(document, start, end) if p.box and first and p.page == first.page]
    if not boxes:
        return None
    lefts, bottoms, rights, tops = zip(*boxes, strict=True)
    left, bottom, right, top = (Decimal(edge).scaleb(-1) for edge in (min(lefts), min(bottoms), max(rights), max(tops)))
    return left, bottom, right, top


def teller(document: Document, words: Mapping[str, str]) -> Callable[[int], str]:
    """What says where the character at an offset stands: "page 2, table 1, row 4, column “positif”".

    ``words`` are the wording of places. It says nothing where line and column of the text say it all.
    """
    heads = _heads(document)

    def told(offset: int) -> str:
        found = place(document, offset)
        return ", ".join(_told(found, _cell(document, offset), heads, words)) if found else ""

    return told


def locator(document: Document, words: Mapping[str, str]) -> Callable[[int], str]:
    """What stands behind the name of the source on a line of the terminal: "3:9" for editors, or words."""
    starts, told = line_starts(document.text), teller(document, words)

    def located(offset: int) -> str:
        found = place(document, offset)
        if found and not found.column:
            return f" {told(offset)}"
        line, column = (found.line, found.column) if found else position(starts, offset)
        return f"{line}:{column}"

    return located


def _told(found: Stretch, cell: CellPosition | None, heads: Heads, words: Mapping[str, str]) -> Iterator[str]:
    if found.page:
        yield words["page"].format(page=found.page)
    if found.part:
        yield words[found.part].format(number=found.paragraph)
    if cell:
        yield words["cell"].format(table=cell.table, row=cell.row)
        name = heads.get((cell.table, cell.column), "") if cell.row > 1 else ""
        yield words["headed" if name else "column"].format(name=name, column=cell.column)
    elif found.paragraph and not found.part:
        yield words["paragraph"].format(paragraph=found.paragraph)
    if found.column:
        yield words["source"].format(line=found.line, column=found.column)
    elif found.line and not cell:
        yield words["line"].format(line=found.line)


def _cell(document: Document, offset: int) -> CellPosition | None:
    at = bisect_right(document.blocks, offset, key=lambda block: block.start) - 1
    return document.blocks[at].cell if at >= 0 and offset < document.blocks[at].end else None


def _heads(document: Document) -> Heads:
    """What each column of each table is headed: the first cell that stands over it alone, and those over that one."""
    heads: dict[tuple[int, int], str] = {}
    over: dict[tuple[int, int], tuple[str, ...]] = {}
    for block in document.blocks:
        if block.cell:
            text = " ".join(document.text[block.start : block.end].split())
            for column in range(block.cell.column, block.cell.column + block.cell.columns):
                key = block.cell.table, column
                if block.cell.columns == 1:
                    heads.setdefault(key, ", ".join((*over.get(key, ()), text)))
                elif key not in heads:
                    over[key] = (*over.get(key, ()), text)
    return heads
