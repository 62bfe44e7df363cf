"""The committed reports are those of this code: ``make snapshots`` renews them, and their difference is reviewed."""

from pathlib import Path

import pytest
from click.testing import CliRunner

from pipeline.cli import cli
from pipeline.store import FOLDER

ROOT = Path(__file__).parents[2]
RENEW = "out of date: run `make snapshots` and review the difference"


@pytest.fixture(autouse=True)
def _at_the_root(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(ROOT)


def files(out: Path) -> dict[str, str]:
    """What a run writes, by its names."""
    paths = (path for path in out.rglob("*") if path.is_file() and FOLDER not in path.parts)
    return {path.relative_to(out).as_posix(): path.read_text("utf-8") for path in paths}


def written(reader: str, path: str, out: Path) -> dict[str, str]:
    arguments = ["run", path, "--lang", reader, "--out", str(out), "--fail-on", "never"]
    assert CliRunner().invoke(cli, arguments).exit_code == 0
    return files(out)


def test_the_reports_of_raw_are_current(tmp_path: Path) -> None:
    committed, current = files(Path("reports")), written("id", "raw", tmp_path)
    assert set(current) == set(committed)
    assert not [name for name, content in committed.items() if content != current[name]], RENEW


def test_a_report_in_english_is_current(tmp_path: Path) -> None:
    committed = Path("tests/report/report.en.md").read_text("utf-8")
    assert written("en", "raw/bnn/dumai-2023.txt", tmp_path)["dumai-2023.md"] == committed, RENEW
