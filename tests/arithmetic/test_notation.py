"""Numbers in the manner of the figure whose place they take, and claims across units."""

from decimal import Decimal

import pytest

from pipeline import kinds
from pipeline.language import load
from pipeline.notation import in_its_manner, with_unit
from pipeline.records import Figure
from pipeline.units import aligned
from tests.arithmetic.figures import claim, figure

ID = load("id")


def money(text: str, value: str, decimals: int = 0, scale: int = 1) -> Figure:
    return Figure("F", 0, len(text), text, Decimal(value), decimals, scale, "Rp", "money")


MANNERS = [
    (figure("1.711"), "1698", "1.698"),
    (figure("171"), "1698", "1.698"),
    (figure("16"), "14", "14"),
    (figure("3,86"), "3.89", "3,89"),
    (figure("24"), "23.7", "23,7"),
    (figure("12,4 juta"), "12500000", "12,5 juta"),
    (figure("12,4 juta"), "12450000", "12,45 juta"),
    (Figure("F", 0, 4, "1711", Decimal(1711), 0, 1, "orang", "count"), "1698", "1698"),
    (Figure("F", 0, 5, "98.59", Decimal("98.59"), 2, 1, "%", "percent"), "98.95", "98.95"),
    (Figure("F", 0, 4, "tiga", Decimal(3), 0, 1, "orang", "count"), "12", "dua belas"),
    (Figure("F", 0, 4, "tiga", Decimal(3), 0, 1, "orang", "count"), "40", "empat puluh"),
    (Figure("F", 0, 4, "tiga", Decimal(3), 0, 1, "orang", "count"), "43", "43"),
    (Figure("F", 0, 8, "3 (tiga)", Decimal(3), 0, 1, "orang", "count"), "4", "4"),
    (money("Rp 119.480.000,-", "119480000"), "119840000", "Rp 119.840.000,-"),
    (money("Rp2,35 Miliar", "2350000000", 2, 10**9), "2530000000", "Rp2,53 Miliar"),
]


@pytest.mark.parametrize(("like", "value", "expected"), MANNERS)
def test_a_value_is_written_in_the_manner_of_the_figure(like: Figure, value: str, expected: str) -> None:
    assert in_its_manner(Decimal(value), like, ID) == expected


def test_the_unit_stands_where_a_reader_expects_it() -> None:
    figures = (figure("14 orang"), figure("59,87 %"), money("Rp 5", "5"))
    assert tuple(with_unit(f.text, f) for f in figures) == ("14 orang", "59,87%", "Rp 5")


ACROSS_UNITS = [
    ("restatement", "value: 24 kg, 24.346,27 gram", "consistent"),
    ("restatement", "value: 25 kg, 24.346,27 gram", "inconsistent"),
    ("sum", "total: 25,1 kg; part: 12,5 kg, 12.600 gram", "consistent"),
    ("sum", "total: 26,1 kg; part: 12,5 kg, 12.600 gram", "inconsistent"),
    ("change", "old: 1,5 ton; new: 900 kg; percent: 40 %", "consistent"),
]


@pytest.mark.parametrize(("kind", "roles", "status"), ACROSS_UNITS)
def test_figures_in_several_units_are_compared_in_the_smallest(kind: str, roles: str, status: str) -> None:
    assert kinds.verdict(aligned(claim(kind, roles), ID)).status == status


def test_a_claim_in_one_unit_is_left_as_it_is() -> None:
    same = claim("sum", "total: 3 kg; part: 1 kg, 2 kg")
    assert aligned(same, ID) is same
