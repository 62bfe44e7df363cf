"""Reads every figure of fact out of a release, with its place and what the words around it say of it."""

from bisect import bisect_right
from collections.abc import Iterator

from pipeline.extract import context
from pipeline.extract.cells import in_cells
from pipeline.extract.grammar import grammar
from pipeline.extract.looks import facts
from pipeline.extract.page import Page, page_of
from pipeline.extract.scan import Candidate, candidates
from pipeline.language import Language
from pipeline.records import Block, Document, Figure

__all__ = ["extract"]

LEVELS = ("money", "index")  # kinds of figures that are rounded where others of the release have decimals


def extract(document: Document, language: Language) -> tuple[Figure, ...]:
    """Every figure of fact in the order of the text, once for each mention.

    Dates, years, clock times, list numbers, articles of law, ages, ranks and names with digits are none. The same text
    gives the same ids. Never fails: a text without figures gives none.
    """
    page = page_of(document.text, grammar(language))
    found = [c for c in facts(page, candidates(page)) if _covered(page, c, document.blocks)]
    return in_cells(tuple(_figures(page, found, document)), document, language)


def _covered(page: Page, c: Candidate, blocks: tuple[Block, ...]) -> bool:
    """Whether a block covers the number: bullets and list numbers lie outside, and a text without blocks is all one."""
    start = page.tokens[c.first].start
    place = bisect_right(blocks, start, key=lambda block: block.start) - 1
    return not blocks or (place >= 0 and start < blocks[place].end)


def _figures(page: Page, found: list[Candidate], document: Document) -> Iterator[Figure]:
    units = context.units(page, found)
    named, heads = context.periods(page), [b for b in document.blocks if b.kind == "heading"]
    fine = {u.name for c, u in zip(found, units, strict=True) if c.decimals and c.scale == 1}
    loose = not fine.isdisjoint(page.grammar.points)
    floors = [-1, *(unit.last for unit in units)]
    ceilings = [*(c.first for c in found[1:]), len(page.tokens)]
    for number, (c, unit) in enumerate(zip(found, units, strict=True)):
        start, end = page.tokens[c.first].start, page.tokens[c.last].end
        before = context.label(page, context.clause_start(page, c.first, floors[number]), c.first)
        after = context.label(page, unit.last, context.clause_end(page, unit.last, ceilings[number]))
        yield Figure(
            figure_id=f"{document.doc_id}#F{number + 1:03d}",
            start=start,
            end=end,
            text=page.text[start:end],
            value=c.value,
            decimals=c.decimals,
            scale=c.scale,
            unit=unit.name,
            kind=unit.kind,
            bound=context.bound(page, c, unit),
            label=before or after,
            measure=f"{unit.name} {after}".strip(),
            period=context.period(page, c, named),
            rounded=unit.kind in LEVELS and (loose or unit.name in fine) and c.scale == 1 and not c.decimals,
            section=_section(document, heads, start),
        )


def _section(document: Document, heads: list[Block], start: int) -> str:
    """The heading above this place."""
    above = bisect_right(heads, start, key=lambda head: head.end)
    return document.text[heads[above - 1].start : heads[above - 1].end] if above else ""
