"""The same name twice in one list of names with figures: "Easton 12 cases, Weston 8 cases, Easton 5 cases"."""

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from functools import cache
from typing import NamedTuple

from pipeline.claims.layout import Layout
from pipeline.language import Language
from pipeline.notices._notice import Notice, alternatives, at, words
from pipeline.records import Figure

CODE = "duplicate-item"
FEWEST = 3  # items of a list
REACH = 60  # characters of a name with what stands beside it
_NAME = r"[A-Z][\w'’-]*(?:[ ./][A-Z(][\w'’)-]*)*"


class _Forms(NamedTuple):
    """What may stand between two figures of a list, before the first and behind the last.

    ``end`` is what a list may end with whose names lead their figures.
    """

    between_before: re.Pattern[str]
    between_after: re.Pattern[str]
    first: re.Pattern[str]
    last: re.Pattern[str]
    end: re.Pattern[str]


class _Item(NamedTuple):
    name: str
    figure: Figure


def find(layout: Layout, language: Language) -> Iterator[Notice]:
    """Lists in which one proper name, and only one, comes twice: where several do, it is two series."""
    forms, unless = _forms(language), words(language, CODE)["unless"]
    for items in _lists(layout, forms):
        times = Counter(item.name.lower() for item in items)
        twice = [name for name, count in times.items() if count > 1]
        if len(items) >= FEWEST and len(twice) == 1 and times[twice[0]] == 2 and not unless.intersection(times):
            first, second = (item for item in items if item.name.lower() == twice[0])
            yield at(second.figure, name=second.name, first=first.figure.text, second=second.figure.text)


@cache
def _forms(language: Language) -> _Forms:
    known = words(language, CODE)
    joint, filler, place = (alternatives(known[name]) for name in ("joint", "filler", "place"))
    part = rf"\s*(?:[,;]\s*(?:(?:{joint})\s+)?|\s(?:{joint})\s+|\n\s*(?:\d{{1,2}}[.)]|[-•*–])?\s*)"
    lead = rf"(?P<lead>\s*[:=]\s*|\s+(?:(?:{filler})\s+)?)"
    tail = rf"\s*(?P<unit>[^\W\d_]+)\s+(?:(?:{place})\s+)?(?P<name>{_NAME})"
    return _Forms(
        re.compile(rf"\s*(?P<unit>[^\W\d_]*){part}(?P<name>{_NAME}){lead}"),
        re.compile(rf"{tail}{part}(?P<lead>(?:(?:{filler})\s+)?)"),
        re.compile(rf"(?:^|[^\w])(?P<name>{_NAME}){lead}$"),
        re.compile(tail),
        re.compile(rf"\s*[^\W\d_]*\s*(?:[.,;)\n]|$|\b(?:{joint})\b)"),
    )


def _lists(layout: Layout, forms: _Forms) -> Iterator[list[_Item]]:
    """Runs of figures of one unit with a name each, all of them before their figures or all behind."""
    for form in (forms.between_before, forms.between_after):
        run: list[tuple[int, str]] = []
        for i in range(1, len(layout.figures)):
            name = _linked(layout, i, form)
            if name:
                run.append((i, name))
            if run and (not name or i + 1 == len(layout.figures)):
                yield from _items(layout, run, form is forms.between_before, forms)
                run = []


def _linked(layout: Layout, i: int, form: re.Pattern[str]) -> str:
    """The name between figure i and the one before it, where nothing else but marks and their unit stands there.

    Without a unit, a mark or a word must lead to the figure: in "Turbo 4 and Turbo 3" it is part of the name.
    """
    before, here = layout.figures[i - 1], layout.figures[i]
    if here.start - before.end > REACH or before.unit.lower() != here.unit.lower():
        return ""
    found = form.fullmatch(layout.document.text, before.end, here.start)
    if not found or found["unit"].lower() not in ("", here.unit.lower()):
        return ""
    return found["name"] if found["unit"] or found["lead"].strip() else ""


def _items(layout: Layout, run: Sequence[tuple[int, str]], leads: bool, forms: _Forms) -> Iterator[list[_Item]]:
    """The list with the name of its first figure, or of its last, which stands at its edge."""
    text, figures = layout.document.text, layout.figures
    first, last = figures[run[0][0] - 1], figures[run[-1][0]]
    if not leads:
        found = forms.last.match(text, last.end)
        yield [*(_Item(name, figures[i - 1]) for i, name in run), *([_Item(found["name"], last)] if found else [])]
    elif forms.end.match(text, last.end):
        found = forms.first.search(text, max(0, first.start - REACH), first.start)
        yield [*([_Item(found["name"], first)] if found else []), *(_Item(name, figures[i]) for i, name in run)]
