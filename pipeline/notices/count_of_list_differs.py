"""A count and a complete list of names that is longer or shorter: "three towns, namely A, B, C and D"."""

import re
from collections.abc import Iterator, Sequence
from functools import cache
from itertools import takewhile
from typing import NamedTuple

from pipeline.claims.layout import BLOCK, COLON, COMMA, NUMBER, STOP, WORDS, Layout, vocabulary
from pipeline.language import Language
from pipeline.notation import with_unit
from pipeline.notices._notice import Notice, alternatives, at, pattern, words
from pipeline.records import Block, Figure

CODE = "count-of-list-differs"
COUNTS = range(2, 41)
OFF = 2  # a count that is off by more counts something else than the names
HEAD = 4  # words between a count and its list, the noun that is counted among them
LONGEST = 5  # words of a name
AHEAD = 3  # blocks behind a list in which it may go on
UNKNOWN = range(0)
_BRACKET = re.compile(r"\([^()]*\)|[\"'“”‘’]")
_NUMBER = re.compile(r"\(?(\d+)[.)]")


class _Forms(NamedTuple):
    """How a list is announced and joined: ``opening`` and ``body`` over signs, the others over text."""

    opening: re.Pattern[str]
    body: re.Pattern[str]
    comma: re.Pattern[str]
    joint: re.Pattern[str]
    closed: re.Pattern[str]


def find(layout: Layout, language: Language) -> Iterator[Notice]:
    """Counts that differ from the names behind them by one or two, however the joints between these are read."""
    for match in _forms(language).opening.finditer(layout.signs):
        figure = layout.figures[layout.index[match.start("count")]]
        if figure.kind == "count" and figure.unit and figure.bound == "exact" and figure.value in COUNTS:
            named = _named(layout, match, figure, language)
            if named and 0 < min(abs(figure.value - count) for count in named) <= OFF:
                yield at(figure, count=with_unit(figure.text, figure), named=_said(named))


@cache
def _forms(language: Language) -> _Forms:
    sign, joint = vocabulary(language).sign, alternatives(words(language, CODE)["joint"])
    return _Forms(
        re.compile(rf"(?P<count>{NUMBER}){WORDS}?{COMMA}?(?P<cue>{sign['consists']})[{COLON}{COMMA}]?"),
        re.compile(rf"(?:[{NUMBER}{WORDS}{COMMA}{sign['and']}]|\({WORDS}?\))+(?=[{re.escape(STOP)}{BLOCK}])"),
        re.compile(rf"\s*,\s*(?:(?:{joint})\s+)?", re.IGNORECASE),
        re.compile(rf"\s*,\s*(?:(?:{joint})\s+)?|\s+(?:{joint})\s+", re.IGNORECASE),
        re.compile(rf"\s(?:{joint})\s+[^,]+$", re.IGNORECASE),
    )


def _named(layout: Layout, match: re.Match[str], figure: Figure, language: Language) -> range:
    """How many names the list may hold; empty where it may not be complete, or holds more than names."""
    text, cue = layout.document.text, layout.offset[match.start("cue")]
    found = pattern(language, CODE, "cues").match(text, cue)
    if not found or len(text[figure.end : cue].split()) > HEAD:
        return UNKNOWN
    if layout.signs[match.end()] == BLOCK:
        return _bullets(layout, match)
    body = _forms(language).body.match(layout.signs, match.end())
    if not body or not all(_is_name(layout.figures[layout.index[at]]) for at in _figures(layout, body)):
        return UNKNOWN
    named = _inline(text[found.end() : layout.offset[body.end()]], figure, language)
    return named if _countable(figure, found[0], named, language) else UNKNOWN


def _countable(figure: Figure, cue: str, named: range, language: Language) -> bool:
    """Whether what is counted is named one by one.

    People are named by rank and office too, with commas, so that their names can only be too few; and where "24 people
    consist of" something, it is groups.
    """
    known, unit = words(language, CODE), figure.unit.lower()
    if unit in known["people"]:
        return bool(named) and figure.value > named[-1] and cue.lower() in known["namely"]
    return unit in known["places"] or unit in known["sorts"]


def _figures(layout: Layout, body: re.Match[str]) -> Iterator[int]:
    return (at for at in range(*body.span()) if layout.signs[at] == NUMBER)


def _is_name(figure: Figure) -> bool:
    """Whether a number in words is part of a name, by its capital."""
    return figure.text.isalpha() and figure.text[0].isupper()


def _inline(listed: str, figure: Figure, language: Language) -> range:
    """From the fewest to the most names: an "and" without a comma may stand inside a name."""
    forms, listed = _forms(language), _BRACKET.sub("", listed).strip(" ,:")
    if pattern(language, CODE, "unless").search(listed):
        return UNKNOWN
    least, most = forms.comma.split(listed), forms.joint.split(listed)
    proper = figure.unit.lower() not in words(language, CODE)["sorts"]
    plain = forms.closed.search(listed) and _all_names(most, proper, language)
    return range(len(least), len(most) + 1) if plain else UNKNOWN


def _all_names(items: Sequence[str], proper: bool, language: Language) -> bool:
    """Whether the items are (``proper``) names and no clauses, none of which says where the one before it lies.

    Before the first may stand the noun that all share.
    """
    names = [item.split() for item in items]
    if not all(0 < len(name) <= LONGEST and (name[-1][0].isupper() or not proper) for name in names):
        return False
    known, first = words(language, CODE), {name[0].lower() for name in names}
    regions = sum(item.lower() in known["regions"] for item in items)
    if 0 < regions < len(items):
        return False
    return len(first) == 1 or not any(name[0].lower() in known["divisions"] for name in names[1:])


def _bullets(layout: Layout, match: re.Match[str]) -> range:
    """The items of the list below the line; empty where they hold figures or lists, or the list may go on."""
    blocks = layout.document.blocks
    head = layout.block[layout.index[match.start("count")]]
    below = blocks[head + 1 : head + 1 + COUNTS.stop + OFF]
    items = list(takewhile(lambda block: block.kind == "item", below))
    last = head + 1 + len(items)
    behind = blocks[last : last + AHEAD]
    if not items or not behind or any(block.kind == "item" for block in behind):
        return UNKNOWN
    plain = not any(any(map(str.isdigit, layout.document.text[b.start : b.end])) for b in items)
    return range(len(items), len(items) + 1) if plain and _one_series(layout, items) else UNKNOWN


def _one_series(layout: Layout, items: Sequence[Block]) -> bool:
    """Whether the items are numbered through, or bear one mark."""
    text = layout.document.text
    marks = [text[text.rfind("\n", 0, item.start) + 1 : item.start].strip() for item in items]
    numbers = [int(found[1]) for mark in marks if (found := _NUMBER.match(mark))]
    return numbers == list(range(1, len(items) + 1)) if numbers else len(set(marks)) == 1


def _said(named: range) -> str:
    return str(named[0]) if len(named) == 1 else f"{named[0]}–{named[-1]}"
