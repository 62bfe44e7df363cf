"""What the readers of claims know of a release: its layout, and its figures as numbers."""

import re
from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from decimal import Decimal
from functools import cache

from pipeline.claims.cues import Cues, cues
from pipeline.claims.layout import ENDS, WORDS, Layout, vocabulary
from pipeline.intervals import of
from pipeline.language import Language
from pipeline.records import Figure
from pipeline.units import factors

DASHES = ("-", "–", "—")
UNIT = 16  # characters of a unit, at most, before the dash of a range
_END = re.compile(r"[.;!?](?=\s)|\n")  # of a sentence, or of a clause as good as one
OPEN = Decimal("1.1")  # "more than 5" is sought up to a tenth above: a search needs an end


@dataclass(frozen=True, slots=True)
class Context:
    """A layout with the figures as numbers: value and interval in the smallest unit of their dimension, and unit class.

    ``factor`` is how many of that unit the figure's own unit holds, ``written`` the digits that it is written with,
    ``times`` for how many names it stands, ``rate`` whether for one of something ("Rp50 ribu per gram"), ``far``
    whether it is the far end of a range that the figure before begins, ``share`` the percentage that says it in another
    way, ``topics`` the words that name what it counts;
    ``shares`` are value and both ends as they count in a sum, for all its names.
    ``plain`` are the words that name no topic, ``sums`` and ``lists`` those that were made already.
    """

    layout: Layout
    language: Language
    cue: Cues
    figures: tuple[Figure, ...]
    value: tuple[Decimal, ...]
    low: tuple[Decimal, ...]
    high: tuple[Decimal, ...]
    unit: tuple[str, ...]
    factor: tuple[int, ...]
    written: tuple[str, ...]
    times: tuple[int, ...]
    rate: tuple[bool, ...]
    far: tuple[bool, ...]
    share: tuple[int | None, ...]
    topics: tuple[frozenset[str], ...]
    shares: tuple[tuple[Decimal, ...], ...]
    plain: frozenset[str]
    sums: dict[tuple[int, ...], tuple[Decimal, Decimal, Decimal]] = field(default_factory=dict)
    lists: dict[int, tuple[tuple[int, ...], ...]] = field(default_factory=dict)

    def stretch(self, first: int, last: int) -> "Context":
        """The figures from ``first`` up to ``last``, not included."""
        per_figure = ("figures", "value", "low", "high", "unit", "factor", "written", "times", "rate", "far", "topics")
        parts = {name: getattr(self, name)[first:last] for name in per_figure}
        shares = tuple(side[first:last] for side in self.shares)
        parts["share"] = tuple(
            i - first if i is not None and first <= i < last else None for i in self.share[first:last]
        )
        return replace(self, layout=self.layout.stretch(first, last), shares=shares, sums={}, lists={}, **parts)

    def made(self, parts: tuple[int, ...]) -> tuple[Decimal, Decimal, Decimal]:
        """What the parts of a sum come to, each for all its names: as written, at least, at most."""
        made = self.sums.get(parts)
        if made is None:
            value, low, high = (sum(map(side.__getitem__, parts), Decimal(0)) for side in self.shares)
            made = self.sums[parts] = value, low, high
        return made

    def alike(self, i: int, j: int) -> int:
        """2 the same unit, 1 one that may be (left out, or of one class), 0 another."""
        if self.figures[i].unit == self.figures[j].unit:
            return 2
        a, b = self.unit[i], self.unit[j]
        return 1 if a == b or ((not a or not b) and "%" not in (a, b)) else 0

    def says_value(self, i: int) -> bool:
        """Whether the figure says a value, if not to the digit, and no limit: not "more than 5"."""
        return self.figures[i].bound in ("exact", "approximate")

    def of_one_unit(self, figures: Iterable[int]) -> bool:
        """Whether all of them have the same unit."""
        return len({self.figures[i].unit for i in figures}) < 2

    def of_one_time(self, figures: Iterable[int]) -> bool:
        """Whether no two of them are of different years or months."""
        return len({self.figures[i].period for i in figures} - {""}) < 2

    def says_again(self, i: int) -> bool:
        """Whether it is a percentage that says its neighbour in another way."""
        return self.unit[i] == "%" and i in self.share[max(0, i - 1) : i + 2]

    def addable(self, i: int, j: int) -> bool:
        """Whether both can stand in one sum: no percentage beside a count, no money beside people."""
        return self.figures[i].kind == self.figures[j].kind == "count" or bool(self.alike(i, j))

    def led(self, i: int, reach: int) -> str:
        """What leads to a figure in its sentence, from the figure before on: so many characters, at most."""
        end = self.figures[i].start
        start = max(self.figures[i - 1].end if i else 0, end - reach)
        return _END.split(self.layout.document.text[start:end])[-1]

    def ulp(self, i: int) -> Decimal:
        """One unit of the last digit as written."""
        return Decimal(self.figures[i].scale * self.factor[i]).scaleb(-self.figures[i].decimals)

    def digits(self, i: int) -> int:
        """How many digits say the value, noughts in front left out; none for words."""
        return len(self.written[i])

    def ranges(self, i: int) -> bool:
        """Whether figure i is one end of a range."""
        return self.far[i] or (i + 1 < len(self.far) and self.far[i + 1])

    def topic(self, i: int) -> frozenset[str]:
        """The words that name what a figure counts."""
        return self.topics[i]


def context(layout: Layout, language: Language) -> Context:
    """The figures of a layout as numbers."""
    figures = layout.figures
    known, classes, cue = factors(language), _classes(language), cues(language)
    factor = tuple(known.get(f.unit.lower(), ("", 1))[1] for f in figures)
    sizes = [_size(f, n) for f, n in zip(figures, factor, strict=True)]
    times = tuple(_times(layout, i, cue) for i in range(len(figures)))
    plain = frozenset(classes.keys() & {f.unit for f in figures}) | vocabulary(language).plain
    return Context(
        layout,
        language,
        cue,
        figures,
        tuple(value for value, _, _ in sizes),
        tuple(low for _, low, _ in sizes),
        tuple(high for _, _, high in sizes),
        tuple(classes.get(f.unit.lower(), f.unit) for f in figures),
        factor,
        tuple(written(f.value, f) if any(map(str.isdigit, f.text)) else "" for f in figures),
        times,
        tuple(bool(layout.ahead_until(i, 2, ",.NP(") & cue.rate) for i in range(len(figures))),
        tuple(_far(layout, i, cue) for i in range(len(figures))),
        _shares(layout, cue),
        tuple(frozenset(w for w in words if len(w) > 2) - plain for words in map(layout.words, range(len(figures)))),
        tuple(tuple(size[k] * n for size, n in zip(sizes, times, strict=True)) for k in range(3)),
        plain,
    )


def _far(layout: Layout, i: int, cue: Cues) -> bool:
    """Whether only a dash or a word for "up to" stands between the figure before, with its unit, and this one."""
    if not i or len(layout.gaps[i]) > 2:
        return False
    gap = layout.gaps[i].replace(WORDS, "", 1)
    between = layout.document.text[layout.figures[i - 1].end : layout.figures[i].start].rstrip()
    return gap in cue.range if gap else between[-1:] in DASHES and len(between) < UNIT


def _shares(layout: Layout, cue: Cues) -> tuple[int | None, ...]:
    """The percentage that says a figure in another way: "12 orang (3 persen)", "3 persen atau 12 orang"."""
    percent = [f.kind == "percent" for f in layout.figures]
    linked = [bool(signs & cue.same) and not signs & ENDS for signs in layout.since]
    shares: list[int | None] = [None] * len(percent)
    for i in range(1, len(percent)):
        if linked[i] and percent[i] != percent[i - 1]:
            figure, share = (i - 1, i) if percent[i] else (i, i - 1)
            shares[figure] = share if shares[figure] is None else shares[figure]
    return tuple(shares)


def written(value: Decimal, figure: Figure) -> str:
    """The digits this value would be written with in the place of the figure; empty where it can't be."""
    scaled = value / figure.scale if figure.scale != 1 else value
    scaled = scaled.scaleb(figure.decimals) if figure.decimals else scaled
    return str(int(scaled)) if scaled >= 0 and scaled == scaled.to_integral_value() else ""


def _size(figure: Figure, factor: int) -> tuple[Decimal, Decimal, Decimal]:
    span = of(figure)
    high = span.high if span.high.is_finite() else figure.value * OPEN
    return figure.value * factor, max(span.low, Decimal(0)) * factor, high * factor


@cache
def _classes(language: Language) -> dict[str, str]:
    """The class of each unit that has one: its dimension, or the class of nouns that count the same things."""
    nouns = {unit: name for name, entry in language.data["classes"].items() for unit in entry["units"]}
    return {unit: dimension for unit, (dimension, _) in factors(language).items()} | nouns


def _times(layout: Layout, i: int, cue: Cues) -> int:
    """For how many names a figure stands: "A, B dan C masing-masing satu" is three times one."""
    gap = layout.gaps[i]
    if not layout.since[i] & cue.each or (i + 1 < len(layout.figures) and _bare(layout.gaps[i + 1], cue.joint)):
        return 1
    at = next(k for k, sign in enumerate(gap) if sign in cue.each)
    heads = re.split(f"[{''.join(cue.consists)}.¶•:;]", gap[:at])
    names = re.split(f"[{''.join(cue.joint)}]", heads[-1])
    return max(1, sum(WORDS in n for n in (names if len(heads) > 1 or not i else names[1:])))


def _bare(gap: str, joint: frozenset[str]) -> bool:
    """Whether the next figure belongs to the same list of bare figures: "masing-masing 5, 4 dan 3"."""
    return 0 < len(gap) <= 2 and all(sign in joint for sign in gap.replace(WORDS, "", 1))
