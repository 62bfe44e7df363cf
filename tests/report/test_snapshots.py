"""The committed reports are those of this code: ``make snapshots`` renews them, and their difference is reviewed."""

from pathlib import Path

import pytest

from pipeline import batch
from pipeline.language import load
from pipeline.store import FOLDER

ROOT = Path(__file__).parents[2]
RENEW = "out of date: run `make snapshots` and review the difference"


@pytest.fixture(autouse=True)
def _at_the_root(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(ROOT)


def written(reader: str, path: str) -> dict[str, str]:
    language = load("id", reader)
    outcome = batch.audit_all([path], language)
    assert not outcome.errors
    return batch.files(outcome.audits, language)


def test_the_reports_of_raw_are_current() -> None:
    files = (path.relative_to("reports") for path in Path("reports").rglob("*") if path.is_file())
    committed = {path.as_posix(): Path("reports", path) for path in files if FOLDER not in path.parts}
    current = written("id", "raw")
    assert set(current) == set(committed)
    assert not [name for name, path in committed.items() if path.read_text("utf-8") != current[name]], RENEW


def test_a_report_in_english_is_current() -> None:
    committed = Path("tests/report/report.en.md").read_text("utf-8")
    assert written("en", "raw/bnn/dumai-2023.txt")["dumai-2023.md"] == committed, RENEW
