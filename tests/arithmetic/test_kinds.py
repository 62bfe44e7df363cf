"""Kinds of claim: figures as written, whether they hold, and what would have been expected."""

from dataclasses import replace
from decimal import ROUND_DOWN, ROUND_HALF_UP, Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline import intervals, kinds
from pipeline.records import Claim
from tests.arithmetic.figures import claim

VERDICTS = [
    ("sum", "total: 14; part: 1, 0, 11, 2", "consistent", "14"),
    ("sum", "total: 16; part: 1, 0, 11, 2", "inconsistent", "14"),
    ("sum", "total: 9,13 triliun; part: 4,12 triliun, 5,02 triliun", "consistent", "9140000000000"),
    ("sum", "total: 9,13 triliun; part: 4,12 triliun, 5,05 triliun", "inconsistent", "9170000000000"),
    ("sum", "total: 100 %; part: 33 %, 33 %, 33 %", "consistent", "99"),
    ("sum", "total: >30; part: 18, 14", "consistent", "32"),
    ("sum", "total: 25,67 juta; part: 10,13 juta, 15,45 juta", "inconsistent", "25580000"),
    ("sum", "total: 25; part: 12,7 gram, 11 gram", "inconsistent", "23.7"),
    ("subset", "whole: 112; part: 112", "consistent", None),
    ("subset", "whole: 112; part: 121", "inconsistent", "112"),
    ("subset", "whole: >100; part: 121", "consistent", None),
    ("percent", "whole: 157; part: 94; percent: 59,87 %", "consistent", "59.87"),
    ("percent", "whole: 157; part: 94; percent: 59,78 %", "inconsistent", "59.87"),
    ("percent", "whole: 68 triliun; part: 22,78 triliun; percent: 35,50 %", "inconsistent", "33.50"),
    ("percent", "whole: 8; part: 1; percent: 13 %", "consistent", "13"),
    ("percent", "whole: 8; part: 1; percent: 12 %", "inconsistent", "13"),
    ("percent", "whole: 133,54 juta; part: 136,66 juta; percent: 102", "consistent", "102"),
    ("percent", "whole: 0; part: 0; percent: 0 %", "undecided", None),
    ("change", "old: 40; new: 67; delta: 27; percent: 67,5 %", "consistent", "27"),
    ("change", "old: 40; new: 67; delta: 28; percent: 67,5 %", "inconsistent", "27"),
    ("change", "old: 40; new: 67; delta: 27; percent: 65,7 %", "inconsistent", "67.5"),
    ("change", "old: 54; new: 35; delta: 19; percent: 35,19 %", "consistent", "19"),
    ("change", "old: 985 ribu; new: 1,3 juta; percent: 32 %", "consistent", "32"),
    ("change", "old: 237,63 juta; new: 270,20 juta; delta: 32,56 juta", "consistent", "32570000"),
    ("change", "old: 30 %; new: 24,6 %; delta: 5,4 %", "consistent", "5.4"),
    ("change", "old: 1,95 %; new: 1,73 %; percent: 0,22 %", "consistent", "0.22"),
    ("change", "old: 0; new: 5; percent: 100 %", "undecided", None),
    ("average", "mean: 3,88; item: 3,86, 3,92", "inconsistent", "3.89"),
    ("average", "mean: 3,89; item: 3,86, 3,92", "consistent", "3.89"),
    ("average", "mean: 1.153; item: 1.005, 1.187, 1.268", "consistent", "1153"),
    ("restatement", "value: 904 ribu, 904.782", "consistent", "904782"),
    ("restatement", "value: 905 ribu, 904.782", "consistent", "904782"),
    ("restatement", "value: 906 ribu, 904.782", "inconsistent", "904782"),
    ("restatement", "value: 100,3 juta, 100.359.152", "consistent", "100359152"),
    ("restatement", "value: 901, 910", "inconsistent", None),
    ("restatement", "value: 76,69, 75,79", "inconsistent", None),
    ("restatement", "value: >900, 904, 904", "consistent", "904"),
    ("target", "target: 24; achieved: 35", "consistent", None),
    ("target", "target: 24; achieved: 35; percent: 145,83 %", "consistent", "145.83"),
    ("target", "target: 24; achieved: 35; percent: 154,83 %", "inconsistent", "145.83"),
    ("product", "rate: 10; base: 5.899 gram; result: 58.099", "inconsistent", "58990"),
    ("product", "rate: 1,4 juta Rp; base: 5.899 gram; result: 8.258.600.000 Rp", "consistent", "8258600000"),
    ("product", "rate: 11,2; base: 14; result: 157", "consistent", "157"),
    ("product", "rate: 5; base: 3914,62; result: 19573", "consistent", "19573"),
    ("product", "rate: 5; base: 3914,62; result: 19574", "inconsistent", "19573"),
]


@pytest.mark.parametrize(("kind", "roles", "status", "expected"), VERDICTS)
def test_verdicts(kind: str, roles: str, status: str, expected: str | None) -> None:
    verdict = kinds.verdict(claim(kind, roles))
    assert verdict.status == status
    if expected is not None:
        assert verdict.expected == Decimal(expected)


def test_every_kind_has_a_case_that_holds_and_one_that_does_not() -> None:
    assert {(kind, status) for kind, _, status, _ in VERDICTS} >= {
        (kind, status) for kind in kinds.KINDS for status in (kinds.CONSISTENT, kinds.INCONSISTENT)
    }


@pytest.mark.parametrize(
    ("roles", "remark"),
    [("whole: 8; part: 1; percent: 12 %", "cut-off"), ("whole: 8; part: 1; percent: 15 %", "")],
)
def test_a_value_that_was_cut_off_is_said_to_be(roles: str, remark: str) -> None:
    assert kinds.verdict(claim("percent", roles)).remark == remark


FAST = [
    ("sum", (14, (1, 0, 11, 2)), True),
    ("sum", (16, (1, 0, 11, 2)), False),
    ("subset", (112, 121), False),
    ("percent", (157, 94, Decimal("59.87"), Decimal("0.005")), True),
    ("percent", (157, 94, Decimal("59.78"), Decimal("0.005")), False),
    ("change", (54, 35, 19), True),
    ("change", (54, 35, None, Decimal("35.19"), Decimal("0.005")), True),
    ("change", (54, 35, 19, Decimal("36.19"), Decimal("0.005")), False),
    ("average", (1153, (1005, 1187, 1268), Decimal("0.5")), True),
    ("restatement", (904, 904), True),
    ("target", (24, 35, Decimal("145.83"), Decimal("0.005")), True),
    ("product", (14, 3, 42), True),
]


@pytest.mark.parametrize(("kind", "values", "expected"), FAST)
def test_the_arithmetic_on_plain_numbers_is_the_same(kind: str, values: tuple[object, ...], expected: bool) -> None:
    assert kinds.agrees(kind, *values) is expected


def written(value: Decimal, decimals: int, rounding: str = ROUND_HALF_UP) -> str:
    """A value as a press office writes it, in the notation of these tests."""
    return format(value.quantize(Decimal(1).scaleb(-decimals), rounding), "f").replace(".", ",")


positive = st.decimals("0.01", 10**7, places=6)
precisions = st.integers(0, 4)


def rounded(value: Decimal, decimals: int) -> str:
    """The same with a unit whose whole values are exact only when they are: at least one decimal."""
    return written(value, decimals + 1)


@given(st.lists(positive, min_size=2, max_size=6), precisions)
def test_a_rounded_sum_or_mean_is_never_called_wrong(parts: list[Decimal], decimals: int) -> None:
    texts = ", ".join(rounded(p, decimals) for p in parts)
    total, mean = sum(parts, Decimal(0)), sum(parts, Decimal(0)) / len(parts)
    assert status(claim("sum", f"total: {rounded(total, decimals)}; part: {texts}")) == kinds.CONSISTENT
    assert status(claim("average", f"mean: {rounded(mean, decimals)}; item: {texts}")) == kinds.CONSISTENT


@given(positive, positive, precisions)
def test_a_rounded_ratio_change_or_product_is_never_called_wrong(a: Decimal, b: Decimal, decimals: int) -> None:
    x, y = rounded(a, 3), rounded(b, 3)
    percent, change = a * 100 / b, abs(a - b) * 100 / b
    for kind, roles in [
        ("percent", f"whole: {y}; part: {x}; percent: {written(percent, decimals)} %"),
        ("target", f"target: {y}; achieved: {x}; percent: {written(percent, decimals)} %"),
        ("change", f"old: {y}; new: {x}; delta: {rounded(abs(a - b), 3)}; percent: {written(change, decimals)} %"),
        ("product", f"rate: {x}; base: {y}; result: {rounded(a * b, decimals)}"),
    ]:
        assert status(claim(kind, roles)) == kinds.CONSISTENT


@given(positive, precisions, st.sampled_from([ROUND_HALF_UP, ROUND_DOWN]))
def test_a_rounding_or_a_cut_off_restatement_is_never_called_wrong(a: Decimal, decimals: int, how: str) -> None:
    assert status(claim("restatement", f"value: {written(a, decimals + 1, how)}, {written(a, 6)}")) == kinds.CONSISTENT


@given(st.integers(1, 10**6), st.integers(1, 10**6), precisions)
def test_what_a_figure_would_have_to_be_makes_the_claim_hold(a: int, b: int, decimals: int) -> None:
    for c in [
        claim("sum", f"total: {a}; part: {b}, {a}"),
        claim("percent", f"whole: {a}; part: {b}; percent: {written(Decimal(a), decimals)} %"),
        claim("change", f"old: {a}; new: {a + b}; delta: {b + 1}"),
        claim("product", f"rate: {a}; base: {b}; result: {a}"),
        claim("restatement", f"value: {a}, {a + b}"),
        claim("subset", f"whole: {a}; part: {a + b}"),
    ]:
        for member in c.members:
            for span in kinds.needed(c, member.role, member.figure):
                ends = [v for v in (span.low, span.high) if v.is_finite() and v >= 0 and intervals.contains(span, v)]
                assert all(holds_with(c, member.figure.figure_id, v) for v in ends if v == int(v))


def holds_with(c: Claim, figure_id: str, value: Decimal) -> bool:
    """Whether the claim holds when one figure has another value."""
    members = tuple(
        replace(m, figure=replace(m.figure, value=value)) if m.figure.figure_id == figure_id else m for m in c.members
    )
    return status(replace(c, members=members)) != kinds.INCONSISTENT


def status(c: Claim) -> str:
    """The status of the verdict on a claim."""
    return kinds.verdict(c).status
