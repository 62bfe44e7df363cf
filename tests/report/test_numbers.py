"""Numbers as readers write them: exact at any size, with every decimal that the text had."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.report.numbers import number, percent, plural

NUMBERS = [
    ("1711", "1.711", "1,711"),
    ("0", "0", "0"),
    ("-0.00", "0,00", "0.00"),
    ("-33", "-33", "-33"),
    ("76.690", "76,690", "76.690"),
    ("1234567.50", "1.234.567,50", "1,234,567.50"),
    ("66.66666666666666666666666667", "66,6667", "66.6667"),
    ("-0.00000001", "0,0000", "0.0000"),
    ("1E+30", "1" + ".000" * 10, "1" + ",000" * 10),
]


@pytest.mark.parametrize(("value", "indonesian", "english"), NUMBERS)
def test_numbers(value: str, indonesian: str, english: str) -> None:
    assert (number(Decimal(value), "id"), number(Decimal(value), "en")) == (indonesian, english)


@given(st.decimals(allow_nan=False, allow_infinity=False, places=6) | st.integers(-(10**60), 10**60).map(Decimal))
def test_a_number_can_be_read_back_exactly(value: Decimal) -> None:
    assert Decimal(number(value, "en").replace(",", "")) == value
    assert Decimal(number(value, "id").replace(".", "").replace(",", ".")) == value


@pytest.mark.parametrize(("value", "shown"), [("2", "+2"), ("-0.9", "-0,9"), ("0", "0")])
def test_a_difference_has_its_sign(value: str, shown: str) -> None:
    assert number(Decimal(value), "id", signed=True) == shown


@pytest.mark.parametrize(("share", "shown"), [("0", "0%"), ("0.954", "95%"), ("0.125", "13%"), ("1", "100%")])
def test_shares_are_whole_percentages_and_a_half_goes_up(share: str, shown: str) -> None:
    assert percent(Decimal(share), "id") == percent(Decimal(share), "en") == shown


def test_the_form_of_words_goes_with_the_language() -> None:
    assert [plural(n, "en") for n in (0, 1, 2)] == ["other", "one", "other"]
    assert {plural(n, "id") for n in (0, 1, 2)} == {"other"}
