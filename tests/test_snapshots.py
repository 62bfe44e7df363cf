"""The help and the explanations that are committed are those of this code."""

import pytest

from tests.snapshots import FILES, ROOT


@pytest.mark.parametrize("name", FILES)
def test_a_snapshot_is_current(name: str) -> None:
    committed = (ROOT / name).read_text("utf-8")
    assert committed == FILES[name](), f"{name} is out of date: run `make snapshots` and review the difference"
