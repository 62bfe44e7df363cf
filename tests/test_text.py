"""Lines and columns are what an editor shows."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.text import line_starts, position

PLACES = [
    ("", 0, (1, 1)),
    ("12 orang", 0, (1, 1)),
    ("12 orang", 8, (1, 9)),
    ("satu\ndua\n", 4, (1, 5)),
    ("satu\ndua\n", 5, (2, 1)),
    ("satu\ndua\n", 9, (3, 1)),
    ("satu\r\ndua", 6, (2, 1)),
    ("\u2028dua", 1, (1, 2)),
]


@pytest.mark.parametrize(("text", "offset", "place"), PLACES)
def test_position(text: str, offset: int, place: tuple[int, int]) -> None:
    assert position(line_starts(text), offset) == place


@given(st.text(alphabet="ab\n\r"), st.data())
def test_a_place_leads_back_to_its_offset(text: str, data: st.DataObject) -> None:
    offset = data.draw(st.integers(0, len(text)))
    line, column = position(line_starts(text), offset)
    before = text.split("\n")[: line - 1]
    assert sum(len(each) + 1 for each in before) + column - 1 == offset
