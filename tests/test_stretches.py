"""The way back to the source, kept as numbers."""

import pickle

import pytest

from pipeline.stretches import Places, Stretch

STRETCHES = [
    Stretch(0, 7, page=2, line=1, node=2, offset=4, box=(600, -3, 642, 66)),
    Stretch(8, 10, part="footnote", paragraph=1, file="word/footnotes.xml", node=3, offset=0),
    Stretch(11, 12, line=3, column=9, offset=40),
]


def test_what_is_kept_is_what_was_given() -> None:
    assert [*Places(STRETCHES)] == STRETCHES


def test_places_are_a_sequence() -> None:
    places = Places(STRETCHES)
    assert (len(places), places[-1], places[1:]) == (3, STRETCHES[2], STRETCHES[1:])
    with pytest.raises(IndexError):
        places[3]


def test_the_last_stretch_grows() -> None:
    places = Places(STRETCHES)
    places.lengthen(15)
    assert (places[-1].start, places[-1].end) == (11, 15)


def test_places_are_the_same_where_their_stretches_are() -> None:
    places = Places(STRETCHES)
    again = pickle.loads(pickle.dumps(places))
    assert (again, hash(again)) == (places, hash(places))
    assert places != Places(STRETCHES[:2])
