"""Units: how they are written, and figures in several of one dimension brought to the smallest, to be compared."""

from collections.abc import Mapping
from dataclasses import replace
from functools import cache
from typing import Any

from pipeline.language import Language
from pipeline.records import Claim, Figure


def forms(units: Mapping[str, Any], *money: str) -> dict[str, tuple[str, str]]:
    """Unit and kind by what is written, given the data of ``units``; what is more special wins.

    ``money`` names the tables of currencies that may be meant: those before a number, those behind it.
    """
    counts = {form: (form, "count") for form in units["counts"]["forms"]}
    measures = {form: (form, "measure") for form in units["measures"]["forms"]}
    points = {form: (unit, "measure") for form, unit in units["points"].items()}
    currencies = {form: (unit, "money") for name in money for form, unit in units[name].items()}
    percent = {form: (unit, "percent") for form, unit in units["percent"].items()}
    return counts | measures | points | currencies | percent


@cache
def factors(language: Language) -> Mapping[str, tuple[str, int]]:
    """Each unit of measure with its dimension, and how many of the smallest unit there it holds."""
    return {
        unit: (dimension, int(factor))
        for dimension, factors in language.data["conversions"].items()
        for unit, factor in factors.items()
    }


def aligned(claim: Claim, language: Language) -> Claim:
    """The claim with all figures of a dimension in its smallest unit there, if they are in several.

    A figure in a larger unit keeps its text and has the ratio as part of its scale: "24 kg" is 24 × 1000 gram.
    A product is left alone: its rate may be for any unit.
    """
    units = {m.figure.unit for m in claim.members}
    if len(units) < 2 or claim.kind == "product":
        return claim
    known = factors(language)
    units &= known.keys()
    if len(units) < 2:
        return claim
    least = {known[u][0]: known[u] for u in sorted(units, key=lambda u: known[u][1], reverse=True)}
    return replace(claim, members=tuple(replace(m, figure=_in(m.figure, known, least)) for m in claim.members))


def _in(figure: Figure, known: Mapping[str, tuple[str, int]], least: Mapping[str, tuple[str, int]]) -> Figure:
    if figure.unit not in known:
        return figure
    dimension, factor = known[figure.unit]
    ratio = factor // least[dimension][1]
    return replace(figure, value=figure.value * ratio, scale=figure.scale * ratio, unit=dimension)
