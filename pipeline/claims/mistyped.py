"""Restatements with a slip: one measure, said twice, where one of the figures is mistyped."""

import re
from collections import Counter, defaultdict
from collections.abc import Iterator
from decimal import Decimal
from functools import cache, lru_cache

from pipeline.claims.arithmetic import HUNDRED, meets
from pipeline.claims.context import Context
from pipeline.claims.layout import ENDS
from pipeline.claims.reading import Reading
from pipeline.claims.repeats import (
    commonness,
    company,
    comparable,
    headline,
    in_quotation,
    members,
    points_back,
    repeated,
    shared,
    significant,
)
from pipeline.claims.slips import one_slip
from pipeline.language import Language

NEAR = 60  # figures among which a mistyped repetition is sought
HALF = Decimal("0.5")
AROUND = 90  # characters before a figure that may name what it is of
_WORD = re.compile(r"[^\W\d_]{3,}")
_DIGITS, _EXCHANGED = 5, 1.5  # two neighbours exchanged in so many digits: of 49 such pairs every one was a slip

# Decades of evidence, fitted by logistic regression: pairs one slip apart in 3,000 texts against slips planted in 230.
WORDS = {
    "headline alone": 1.7, "taken up": 1.25, "neither": -0.35, "quoted": 0.6, "company": 1.0, "shared words": 0.3,
    "other item": -1.3, "one sentence": -1.2, "former or rest": -0.35, "other names": -0.25, "end of a range": -1.0,
    "rounded": -1.0,
}  # fmt: skip
SLIP = {"exchanged": 1.3, "more or less digits": 0.5, "long": 0.4, "digits": 0.23}
_UNLIKELY = -0.98  # decades against any such pair
_CLEAR = 0.6  # decades before the next value that might be meant


def read(ctx: Context) -> Iterator[Reading]:
    """Two figures, one slip away from each other, that words call the same."""
    pairs = list(_close(ctx))
    if not pairs:
        return
    judge, found = _Judge(ctx), defaultdict(list)
    for i, j in pairs:
        reading = Reading("restatement", "restatement.slip", members(i, j), judge.words(i, j), _slip(ctx, i, j), False)
        found[i].append(reading)
        found[j].append(reading)
    for i, mine in found.items():
        yield from (r for r in mine if r.indices()[0] == i and all(_beats(ctx, r, found[k]) for k in r.indices()))


def _close(ctx: Context) -> Iterator[tuple[int, int]]:
    """Pairs one slip apart that may be one measure."""
    pairs = [*_slipped(ctx), *_rounded(ctx)]
    if not pairs:
        return
    said, told = _mentions(ctx), repeated(ctx)

    @cache
    def of_one_time(a: Decimal, b: Decimal) -> bool:
        return not any(_other_time(ctx, i, j) for i in said[a] for j in said[b])

    for i, j in pairs:
        if not {i, j} <= told and _may_be_one(ctx, i, j) and of_one_time(ctx.value[i], ctx.value[j]):
            yield i, j


def _slipped(ctx: Context) -> Iterator[tuple[int, int]]:
    """Pairs written alike, one of two digits or more, with one slip between them."""
    seen: dict[tuple[int, int, str], list[int]] = defaultdict(list)
    for j, f in enumerate(ctx.figures):
        if ctx.written[j]:
            alike = [seen[f.decimals, f.scale, rest] for rest in _less_one(ctx.written[j])]
            near = sorted({i for known in alike for i in known if j - i < NEAR and ctx.digits(i) + ctx.digits(j) > 2})
            yield from ((i, j) for i in near if one_slip(ctx.written[i], ctx.written[j]))
            for known in alike:
                known.append(j)


def _rounded(ctx: Context) -> Iterator[tuple[int, int]]:
    """Pairs of one unit of which one, rounded or cut off as the other is, is one slip away from it."""
    step_of = {i: ctx.ulp(i) for i in range(len(ctx.figures)) if ctx.written[i]}
    steps: dict[str, set[Decimal]] = defaultdict(set)
    for i, step in step_of.items():
        steps[ctx.unit[i]].add(step)
    coarse: dict[tuple[str, Decimal], dict[str, list[int]]] = defaultdict(lambda: defaultdict(list))
    for i, step in step_of.items():
        if ctx.digits(i) > 1 and step > min(steps[ctx.unit[i]]):
            for rest in _less_one(ctx.written[i]):
                coarse[ctx.unit[i], step][rest].append(i)
    for j, own in step_of.items():
        coarser = [step for unit, step in coarse if unit == ctx.unit[j] and step > own]
        near = {i for step in coarser for i in _slips_rounding(ctx, j, step, coarse[ctx.unit[j], step])}
        yield from sorted((min(i, j), max(i, j)) for i in near)


def _slips_rounding(ctx: Context, j: int, step: Decimal, known: dict[str, list[int]]) -> Iterator[int]:
    """The figures written to a coarser step that are a slip away from figure j, rounded or cut off to it."""
    value = ctx.value[j] / step
    meant = {str(int(value)), str(int(value + HALF))}
    for digits in meant:
        near = {i for rest in _less_one(digits) for i in known.get(rest, ()) if abs(i - j) < NEAR}
        yield from (i for i in near if ctx.written[i] not in meant and one_slip(ctx.written[i], digits))


def _less_one(digits: str) -> set[str]:
    """The digits, and what is left of them without any one: what is one slip away has some of it in common."""
    return {digits, *(digits[:k] + digits[k + 1 :] for k in range(len(digits)))}


def _mentions(ctx: Context) -> dict[Decimal, list[int]]:
    """The figures of each value."""
    said: dict[Decimal, list[int]] = defaultdict(list)
    for i, value in enumerate(ctx.value):
        said[value].append(i)
    return said


def _beats(ctx: Context, r: Reading, rivals: list[Reading]) -> bool:
    """Whether no other value is nearly as likely meant: a price that moves is not one that is mistyped."""
    mine = {ctx.value[i] for i in r.indices()}
    return all(r.score - other.score >= _CLEAR for other in rivals if {ctx.value[i] for i in other.indices()} != mine)


def _may_be_one(ctx: Context, i: int, j: int) -> bool:
    """Whether two figures can be one measure, and can't both be right as they are told."""
    if not (ctx.says_value(i) and ctx.says_value(j) and comparable(ctx, i, j)):
        return False
    rest = ctx.unit[i] == "%" and ctx.value[i] + ctx.value[j] == HUNDRED  # a share, and what is left
    return not rest and not meets(ctx.low[i], ctx.high[i], ctx.low[j], ctx.high[j])


def _other_time(ctx: Context, i: int, j: int) -> bool:
    """Whether they are of different years, or of periods of different length."""
    named = {p for k in (i, j) if (p := ctx.figures[k].period)}
    one, other = ((ctx.layout.lead[k] | ctx.layout.words(k)) & _periods(ctx.language) for k in (i, j))
    dated = len(named) == 2 and len({p.isdigit() for p in named}) == 1  # two years, or two months
    return dated or bool(one and other and not one & other)


@cache
def _periods(language: Language) -> frozenset[str]:
    return frozenset(language.data["words"]["period"]["words"])


def _other_part(ctx: Context, i: int, j: int) -> bool:
    """Whether one of them is a former value or what is left, or only one is a mean or ranked."""
    cue, one, other = ctx.cue, ctx.layout.near[i], ctx.layout.near[j]
    former = (one | other) & (cue.old - cue.source | cue.rest)
    return bool(former) or any(bool(one & group) != bool(other & group) for group in (cue.rank, cue.mean))


def _other_names(ctx: Context, i: int, j: int) -> bool:
    """Whether both sentences name somebody or some place, and none in common; a headline has capitals all over."""
    if headline(ctx, i):
        return False
    small = _in_small_letters(ctx.layout.document.text)
    one, other = _names(ctx, i) - small, _names(ctx, j) - small
    return bool(one and other) and not one & other


def _names(ctx: Context, i: int) -> set[str]:
    """The words with a capital around a figure, in small letters."""
    lay, f = ctx.layout, ctx.figures[i]
    first = next((k for k in range(lay.place[i], 0, -1) if lay.signs[k - 1] in ENDS), 0)
    start = max(lay.offset[first], f.start - AROUND)
    around = _WORD.findall(lay.document.text, start, f.end + AROUND // 2)
    return {word.lower() for word in around[1:] if word[0].isupper()}


@lru_cache(maxsize=1)  # a long release is read in many stretches of the same text
def _in_small_letters(text: str) -> frozenset[str]:
    """The words of the release that it also writes in small letters: with a capital they are no names."""
    return frozenset(word for word in _WORD.findall(text) if word[0].islower())


class _Judge:
    """Says how strongly words and layout tell that two figures that differ are one measure."""

    def __init__(self, ctx: Context) -> None:
        self.ctx, self.common, self.times = ctx, commonness(ctx), Counter(ctx.value)

    def words(self, i: int, j: int) -> float:
        """Decades of evidence, blind to the digits."""
        return _UNLIKELY + sum(WORDS[name] * weight for name, weight in self._signs(i, j).items())

    def _signs(self, i: int, j: int) -> dict[str, int]:
        ctx, lay = self.ctx, self.ctx.layout
        alone, taken_up = headline(ctx, i) and self.times[ctx.value[i]] == 1, points_back(ctx, j)
        return {
            "headline alone": alone,
            "taken up": taken_up,
            "neither": not (alone or taken_up),
            "quoted": in_quotation(ctx, j) and min(ctx.digits(i), ctx.digits(j)) > 1,
            "company": company(ctx, i, j),
            "shared words": shared(ctx, i, j, self.common),
            "other item": lay.group[i] == lay.group[j] and lay.block[i] != lay.block[j],
            "one sentence": lay.sentence[i] == lay.sentence[j],
            "former or rest": _other_part(ctx, i, j),
            "other names": _other_names(ctx, i, j),
            "end of a range": ctx.ranges(i) != ctx.ranges(j),
            "rounded": ctx.ulp(i) != ctx.ulp(j),
        }


def _slip(ctx: Context, i: int, j: int) -> float:
    """Decades for a slip: figures that differ by nature seldom differ by an exchange or by a digit too many."""
    a, b = _in_step(ctx, i, j)
    swapped, least = sorted(a) == sorted(b), min(significant(ctx, i), significant(ctx, j))
    score = SLIP["exchanged"] * swapped + SLIP["more or less digits"] * (len(a) != len(b))
    score += SLIP["long"] * (len(a) > 2) + SLIP["digits"] * min(_DIGITS, least)
    return score + _EXCHANGED * (swapped and least >= _DIGITS)


def _in_step(ctx: Context, i: int, j: int) -> list[str]:
    """The digits of both, the finer one rounded as the other is."""
    step = max(ctx.ulp(i), ctx.ulp(j))
    return [ctx.written[k] if ctx.ulp(k) == step else str(int(ctx.value[k] / step + HALF)) for k in (i, j)]
