"""What the readers of claims know of a release: its layout, and its figures as numbers."""

import re
from dataclasses import dataclass
from decimal import Decimal
from functools import cache

from pipeline.claims.cues import cues
from pipeline.claims.layout import WORDS, Layout, vocabulary
from pipeline.language import Language
from pipeline.records import Figure


@cache
def _factors(language: Language) -> dict[str, Decimal]:
    """How many of its base unit a unit holds: a kilogram is 1000 gram."""
    tables = (entry.get("factors", {}) for entry in language.data["classes"].values())
    return {unit: Decimal(factor) for table in tables for unit, factor in table.items()}


@cache
def _unit_classes(language: Language) -> dict[str, str]:
    return {unit: name for name, entry in language.data["classes"].items() for unit in entry["units"]}


@dataclass(frozen=True, slots=True)
class Context:
    """A layout with the value, unit class and digits of each figure."""

    layout: Layout
    language: Language
    figures: tuple[Figure, ...]
    value: tuple[Decimal, ...]
    low: tuple[Decimal, ...]
    high: tuple[Decimal, ...]
    unit: tuple[str, ...]
    digits: tuple[int, ...]
    times: tuple[int, ...]
    plain: frozenset[str]

    def alike(self, i: int, j: int) -> int:
        """2 the same unit, 1 one that may be (left out, or of one class), 0 another."""
        a, b = self.unit[i], self.unit[j]
        if self.figures[i].unit == self.figures[j].unit:
            return 2
        return 1 if a == b or ((not a or not b) and "%" not in (a, b)) else 0

    def addable(self, i: int, j: int) -> bool:
        """Whether both can stand in one sum: no percentage beside a count, no money beside people."""
        return bool(self.alike(i, j)) or self.figures[i].kind == self.figures[j].kind == "count"


def half_unit(figure: Figure) -> Decimal:
    """Half a unit of the last digit as written; nought for a plain whole count or amount."""
    if figure.decimals == 0 and figure.scale == 1 and figure.kind != "percent":
        return Decimal(0)
    return Decimal(figure.scale).scaleb(-figure.decimals) / 2


def context(layout: Layout, language: Language) -> Context:
    classes, figures = _unit_classes(language), layout.figures
    factors = [_factors(language).get(f.unit.lower(), Decimal(1)) for f in figures]
    halves = [half_unit(f) * factor for f, factor in zip(figures, factors, strict=True)]
    values = [f.value * factor for f, factor in zip(figures, factors, strict=True)]
    return Context(
        layout,
        language,
        figures,
        tuple(values),
        tuple(v - h for v, h in zip(values, halves, strict=True)),
        tuple(v + h for v, h in zip(values, halves, strict=True)),
        tuple(classes.get(f.unit.lower(), f.unit) for f in figures),
        tuple(sum(c.isdigit() for c in f.text.split("(")[0]) for f in figures),
        tuple(_times(layout, i, language) for i in range(len(figures))),
        (units_of(language) & {f.unit for f in figures}) | vocabulary(language).plain,
    )


def units_of(language: Language) -> frozenset[str]:
    """All units with a class: words that name no topic."""
    return frozenset(_unit_classes(language))


def _times(layout: Layout, i: int, language: Language) -> int:
    """For how many names a figure stands: "A, B dan C masing-masing satu" is three times one."""
    each, joint = cues(language).each, cues(language).joint
    gap = layout.gap(i)
    at = next((k for k, sign in enumerate(gap) if sign in each), -1)
    if at < 0 or (i + 1 < len(layout.figures) and _carries_on(layout.gap(i + 1), joint)):
        return 1
    opening = "".join(cues(language).consists) + ".¶•:;"
    heads = re.split(f"[{opening}]", gap[:at])
    names = re.split(f"[{''.join(joint)}]", heads[-1])
    return max(1, sum(WORDS in n for n in (names if len(heads) > 1 or not i else names[1:])))


def _carries_on(gap: str, joint: frozenset[str]) -> bool:
    """Whether the next figure belongs to the same list of bare figures: "masing-masing 5, 4 dan 3"."""
    return bool(gap) and all(sign in joint for sign in gap.replace(WORDS, "", 1)) and len(gap) <= 2
