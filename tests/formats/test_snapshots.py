"""One faulty release in every format is told as it was reviewed; ``make snapshots`` renews it."""

import pytest

from pipeline import formats
from tests.formats.sample import SNAPSHOTS, snapshots


@pytest.mark.parametrize("name", formats.names())
def test_a_format_is_as_it_was_reviewed(name: str) -> None:
    committed = (SNAPSHOTS / f"check.{name}.txt").read_text("utf-8")
    assert snapshots()[f"check.{name}.txt"] == committed, "run `make snapshots` and review the difference"


def test_there_is_no_snapshot_of_what_is_no_format() -> None:
    assert {path.name for path in SNAPSHOTS.iterdir()} == set(snapshots())
