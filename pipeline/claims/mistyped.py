"""Restatements with a slip: one measure, said twice, where one of the figures is mistyped."""

import re
from collections import Counter, defaultdict
from collections.abc import Iterator
from decimal import Decimal
from functools import cache, lru_cache
from itertools import combinations

from pipeline.claims.arithmetic import HUNDRED, THOUSAND, meets
from pipeline.claims.context import Context
from pipeline.claims.layout import ENDS
from pipeline.claims.reading import Reading
from pipeline.claims.repeats import (
    commonness,
    company,
    comparable,
    converted,
    headline,
    members,
    points_back,
    repeated,
    shared,
    significant,
)
from pipeline.claims.slips import around, odds, one_slip
from pipeline.language import Language

SAME_AMOUNT = 2.5  # decades of words for an amount that is said again in another unit
ROUNDED = 60  # values of the finer figure, at most, that the coarser one may round
MANY_DIGITS = 5  # of a row that stands twice by no chance
BRIEF = 3  # signs between an amount and the same one in another unit
NEAR = 60  # figures among which a mistyped repetition is sought
INDEX = 3  # words that two mentions of one index share
SAID = {"exact", "approximate"}  # bounds of figures that say a value, and no limit
HALF = Decimal("0.5")
CLOSE = Decimal("1.3")  # times an index: another value of it, which some years may bring
AROUND = 90  # characters before a figure that may name what it is of
_WORD = re.compile(r"[^\W\d_]{3,}")
_DIGITS, _EXCHANGED = 5, 1.5  # two neighbours exchanged in so many digits: of 49 such pairs every one was a slip

# Decades of evidence, fitted by logistic regression: pairs one slip apart in 3,000 texts against slips planted in 230.
WORDS = {
    "headline alone": 1.7, "taken up": 1.25, "neither": -0.35, "company": 1.0, "shared words": 0.3,
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


def conversions(ctx: Context) -> Iterator[Reading]:
    """Amounts told again in another unit, where a slip keeps one from rounding the other: "5.899 gram atau 9,5 kg"."""
    for j in range(1, len(ctx.figures)):
        i = j - 1
        if _says_again(ctx, i, j) and not meets(ctx.low[i], ctx.high[i], ctx.low[j], ctx.high[j]):
            needs = [
                need for a, b in ((i, j), (j, i)) for need in around(ctx, a, ctx.value[b], ctx.ulp(b) / 2, ROUNDED)
            ]
            slip = odds(ctx, needs, min(ctx.digits(i), ctx.digits(j))) if needs else 0.0
            yield Reading("restatement", "restatement.converted", members(i, j), SAME_AMOUNT, slip, False)


def misscaled(ctx: Context) -> Iterator[Reading]:
    """One row of digits, said in thousands and in ones: "Rp 2.335.862.884" and "Rp 2.335.862.884.000"."""
    alike: dict[str, list[int]] = defaultdict(list)
    for j, value in enumerate(ctx.value):
        digits = str(int(value)).rstrip("0")
        for i in alike[digits] if len(digits) >= MANY_DIGITS else ():
            if ctx.value[i] != value and comparable(ctx, i, j) and _by_thousands(ctx, i, j):
                yield Reading(
                    "restatement", "restatement.misscaled", members(i, j), SAME_AMOUNT, len(digits) / 2, False
                )
        alike[digits].append(j)


def _by_thousands(ctx: Context, i: int, j: int) -> bool:
    """Whether one value is a thousand, or a million and so on, of the other; in one list both may be meant."""
    less, more = sorted((ctx.value[i], ctx.value[j]))
    apart = ctx.layout.group[i] != ctx.layout.group[j] and not (ctx.rate[i] or ctx.rate[j])
    return apart and any(less * THOUSAND**k == more for k in (1, 2, 3))


def _says_again(ctx: Context, i: int, j: int) -> bool:
    """Whether nothing but such a word stands between an amount and one of its sort in another unit."""
    units = ctx.figures[i].unit and ctx.figures[j].unit and comparable(ctx, i, j)
    return bool(units) and len(ctx.layout.gaps[j]) <= BRIEF and converted(ctx, i, j)


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
    coarse: dict[tuple[str, Decimal], dict[str, list[int]]] = {}
    for i in range(len(ctx.figures)):
        if ctx.digits(i) > 1:
            for rest in _less_one(ctx.written[i]):
                coarse.setdefault((ctx.unit[i], ctx.ulp(i)), {}).setdefault(rest, []).append(i)
    for j in range(len(ctx.figures)):
        steps = [step for unit, step in coarse if unit == ctx.unit[j] and step > ctx.ulp(j)] if ctx.written[j] else []
        near = {i for step in steps for i in _slips_rounding(ctx, j, step, coarse[ctx.unit[j], step])}
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
    if not {ctx.figures[i].bound, ctx.figures[j].bound} <= SAID or not comparable(ctx, i, j):
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
    score += SLIP["long"] * (len(a) > 2) + SLIP["digits"] * min(MANY_DIGITS, least)
    return score + _EXCHANGED * (swapped and least >= _DIGITS)


def _in_step(ctx: Context, i: int, j: int) -> list[str]:
    """The digits of both, the finer one rounded as the other is."""
    step = max(ctx.ulp(i), ctx.ulp(j))
    return [ctx.written[k] if ctx.ulp(k) == step else str(int(ctx.value[k] / step + HALF)) for k in (i, j)]


def indices(ctx: Context, accepted: list[Reading]) -> Iterator[Reading]:
    """One named index with two values: "indeks ketahanan keluarga 76,69" and, elsewhere, 75,79."""
    told = {i for r in accepted for role, i in r.members if role in ("target", "mean", "item", "value", "delta")}
    free = [i for i, f in enumerate(ctx.figures) if f.kind == "index" and f.decimals and i not in told]
    pairs = [(i, j) for i, j in combinations(free[:NEAR], 2) if _one_index(ctx, i, j)]
    often = Counter(i for pair in pairs for i in pair)
    for i, j in pairs:
        if often[i] == often[j] == 1 and 1 < _ratio(ctx, i, j) < CLOSE:  # a name with three values is a series
            yield Reading("restatement", "restatement.index", members(i, j), 2.0, 1.2, False)


def _one_index(ctx: Context, i: int, j: int) -> bool:
    lay = ctx.layout
    if lay.group[i] == lay.group[j]:
        return False
    names = (lay.words(i) | lay.lead[i]) & (lay.words(j) | lay.lead[j]) - ctx.plain
    return len(names) >= INDEX and _ratio(ctx, i, j) < 2 and ctx.figures[i].decimals == ctx.figures[j].decimals


def _ratio(ctx: Context, i: int, j: int) -> Decimal:
    least, most = sorted((ctx.value[i], ctx.value[j]))
    return most / least if least else Decimal(99)
