"""A number that is written in figures or in words is read back."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.extract import extract
from pipeline.extract.numerals import read_digits
from pipeline.language import load
from pipeline.records import Document

INDONESIAN = load("id")
DIGITS = ["nol", "satu", "dua", "tiga", "empat", "lima", "enam", "tujuh", "delapan", "sembilan"]
SCALES = [(10**12, "triliun"), (10**9, "miliar"), (10**6, "juta"), (10**3, "ribu"), (100, "ratus"), (10, "puluh")]


def in_words(n: int) -> str:
    """The number as an Indonesian says it."""
    if n < 10:
        return DIGITS[n]
    if n in (10, 11):
        return {10: "sepuluh", 11: "sebelas"}[n]
    if n < 20:
        return f"{DIGITS[n - 10]} belas"
    size, name = next((size, name) for size, name in SCALES if n >= size)
    head = f"se{name}" if n // size == 1 and size <= 1000 else f"{in_words(n // size)} {name}"
    return f"{head} {in_words(n % size)}" if n % size else head


@given(st.integers(0, 10**15 - 1))
def test_words_are_read_back(n: int) -> None:
    text = f"sebanyak {in_words(n)} orang"
    (figure,) = extract(Document("d", "d", "text", text, ()), INDONESIAN)
    assert (figure.value, figure.text) == (n, in_words(n))


@given(st.integers(0, 10**12), st.integers(0, 4))
def test_figures_are_read_back(n: int, decimals: int) -> None:
    value = Decimal(n).scaleb(-decimals)
    text = f"{value:,.{decimals}f}".translate(str.maketrans(",.", ".,"))
    (figure,) = extract(Document("d", "d", "text", f"seberat {text} gram", ()), INDONESIAN)
    assert (figure.value, figure.decimals, figure.text) == (value, decimals, text)


@pytest.mark.parametrize(
    ("text", "fine", "value", "decimals"),
    [
        ("0", False, "0", 0),
        ("1.000", False, "1000", 0),
        ("1.000", True, "1000", 0),
        ("1,000", False, "1000", 0),
        ("1,000", True, "1.000", 3),
        ("0,125", False, "0.125", 3),
        ("0.125", False, "0.125", 3),
        ("1.2", False, "1.2", 1),
        ("12.3456", False, "12.3456", 4),
        ("1,234.56", False, "1234.56", 2),
        ("1.250.300,000,00", False, "1250300000.00", 2),
        ("1.0360,6", False, "10360.6", 1),
    ],
)
def test_separators(text: str, fine: bool, value: str, decimals: int) -> None:
    assert read_digits(text, fine=fine) == (Decimal(value), decimals)
