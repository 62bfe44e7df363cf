"""None of a group, and then some of the same group: "45 were tested, all negative. Of these 45, 2 are positive"."""

import re
from bisect import bisect_right
from collections.abc import Iterator, Mapping
from functools import cache

from pipeline.claims.cues import cues
from pipeline.claims.layout import Layout
from pipeline.language import Language
from pipeline.notation import with_unit
from pipeline.notices._notice import Notice, alike, alternatives, at, pattern, sentence, words
from pipeline.records import Figure

CODE = "none-contradicted"
NEAR = 12  # figures behind a "none" among which its group is taken up again

_CLAUSE = re.compile(r"[^.,;:()\n]*")


def find(layout: Layout, language: Language) -> Iterator[Notice]:
    """Groups that are told to have none, some of which the same paragraph counts all the same."""
    text = layout.document.text
    if not any(word in text for word in words(language, CODE)["some"]):
        return
    for none in _none(language).finditer(text):
        group = bisect_right(layout.figures, none.start(), key=lambda figure: figure.end) - 1
        for i in _some(layout, group, language) if _is_group(layout, group, none.start()) else ():
            whole, part = layout.figures[group], layout.figures[i]
            yield at(part, none=none[0], group=with_unit(whole.text, whole), some=with_unit(part.text, part))


@cache
def _none(language: Language) -> re.Pattern[str]:
    """The words for "none" at the end of a clause: behind them could stand of what."""
    return re.compile(rf"\b(?:{alternatives(words(language, CODE)['none'])})(?=\s*(?:[.,;)]|$))", re.IGNORECASE | re.M)


def _is_group(layout: Layout, i: int, none: int) -> bool:
    """Whether a "none" speaks of figure i, the last before it: a count above nought in its sentence."""
    if i < 0 or none >= sentence(layout, i)[1]:
        return False
    return layout.figures[i].kind == "count" and layout.figures[i].value > 0


def _some(layout: Layout, group: int, language: Language) -> Iterator[int]:
    """The figures of later sentences of the paragraph that count some of this group."""
    for i in range(group + 1, min(group + NEAR, len(layout.figures))):
        later = layout.block[i] == layout.block[group] and layout.sentence[i] > layout.sentence[group]
        if later and _is_some(layout, i, language) and _same_group(layout, group, i, language):
            start, end = sentence(layout, group)[0], sentence(layout, i)[1]
            if not pattern(language, CODE, "unless").search(layout.document.text, start, end):
                yield i


def _is_some(layout: Layout, i: int, language: Language) -> bool:
    """Whether the word for "some" stands right beside a count above nought, and nothing else behind it."""
    figure, known = layout.figures[i], words(language, CODE)
    clause = _CLAUSE.match(layout.document.text, figure.end)
    behind = clause[0].lower().split() if clause else []
    beside = {*layout.before[i][-1:], *behind} & known["some"]
    return figure.kind == "count" and figure.value > 0 and bool(beside) and set(behind) <= _plain(figure, known)


def _plain(figure: Figure, known: Mapping[str, frozenset[str]]) -> frozenset[str]:
    return known["some"] | known["beside"] | frozenset(figure.unit.lower().split())


def _same_group(layout: Layout, group: int, i: int, language: Language) -> bool:
    """Whether the whole that is named before figure i, "of these 45", is the group; or the sentence points back."""
    cue, whole = cues(language), layout.figures[i - 1]
    if not layout.near[i] & cue.back:
        return False
    if layout.sentence[i - 1] == layout.sentence[i]:
        same = whole.value == layout.figures[group].value and alike(whole, layout.figures[group])
        return same and bool(layout.near[i - 1] & cue.source)
    alone = not any(figure.value for figure in layout.figures[group + 1 : i])
    return layout.sentence[i] == layout.sentence[group] + 1 and alone
