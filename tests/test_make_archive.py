"""The synthetic archive: the same for the same seed, with the claims and the slips that its manifest names."""

import csv
import subprocess
import sys
from collections import Counter
from pathlib import Path

import pytest

from pipeline import audit

ROOT = Path(__file__).parents[1]
SCRIPT = ROOT / "benchmarks" / "make_archive.py"
PATTERN = "releases/*/*.txt"


def make(folder: Path, releases: int, *options: str) -> Path:
    command = [sys.executable, str(SCRIPT), str(folder), "--releases", str(releases), *options]
    subprocess.run(command, check=True)
    return folder


def contents(folder: Path) -> dict[str, str]:
    return {path.relative_to(folder).as_posix(): path.read_text("utf-8") for path in folder.glob(PATTERN)}


def manifest(folder: Path) -> dict[str, list[dict[str, str]]]:
    named: dict[str, list[dict[str, str]]] = {}
    with (folder / "manifest.csv").open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file):
            named.setdefault(row["doc_id"], []).append(row)
    return named


@pytest.fixture(scope="module")
def archive(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return make(tmp_path_factory.mktemp("archive"), 60, "--faulty", "0.3")


def test_the_seed_decides_and_a_larger_one_begins_with_the_smaller_one(archive: Path, tmp_path: Path) -> None:
    again = make(tmp_path / "again", 61, "--faulty", "0.3")
    other = make(tmp_path / "other", 60, "--faulty", "0.3", "--seed", "2")
    assert len(contents(archive)) == 60
    assert contents(archive).items() < contents(again).items()
    assert not contents(archive).items() & contents(other).items()


def test_a_thousand_releases_a_folder(tmp_path: Path) -> None:
    names = contents(make(tmp_path, 1001))
    assert Counter(name.split("/")[1] for name in names) == {"0000": 1000, "0001": 1}


def test_the_claims_are_those_of_the_manifest_and_only_slips_are_accused(archive: Path) -> None:
    faulty = 0
    for doc_id, rows in manifest(archive).items():
        audited = audit((archive / "releases" / f"{doc_id}.txt").read_text("utf-8"))
        slips = [row for row in rows if row["mistyped"]]
        assert [row["mistyped"] in row["figures"].split() for row in slips] == [True] * len(slips)
        faulty += bool(slips)
        if not slips:
            kinds = Counter(row["kind"] for row in rows)
            assert kinds <= Counter(check.claim.kind for check in audited.checks)
            assert not audited.findings
    assert faulty > 5


def test_what_the_documentation_says_of_sizes_was_measured() -> None:
    page, measured = (ROOT / name for name in ("docs/archives.md", "benchmarks/ARCHIVES.md"))
    rows = [line for line in page.read_text("utf-8").splitlines() if line.startswith("| ")]
    assert len(rows) > 3
    assert "\n".join(rows) in measured.read_text("utf-8")
