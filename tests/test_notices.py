"""Findings without a claim: treated like all others, and told once."""

from dataclasses import replace
from pathlib import Path

import pytest
from click.testing import CliRunner

from pipeline import audit
from pipeline.batch import fails
from pipeline.claims.layout import layout
from pipeline.cli import cli
from pipeline.extract import extract
from pipeline.ingest import document_from_text
from pipeline.language import Language, load
from pipeline.notices import noticed
from pipeline.report import states
from pipeline.report.digest import digest
from pipeline.validate import faults

INDONESIAN = load("id")
TWICE = "Rapat itu dihadiri 12 (tiga belas) orang."


def test_it_is_reported_in_every_form_and_is_no_claim(tmp_path: Path) -> None:
    (tmp_path / "text.txt").write_text(TWICE)
    CliRunner().invoke(cli, ["run", str(tmp_path), "--out", str(tmp_path / "out")])
    for name in ("text.html", "text.md", "findings.json", "tables/findings.csv"):
        assert "digits-and-words-differ" in (tmp_path / "out" / name).read_text("utf-8"), name
    assert len((tmp_path / "out/tables/claims.csv").read_text("utf-8").splitlines()) == 1
    assert faults(tmp_path / "out/tables") == []


def test_it_fails_a_run_that_asks_for_warnings_and_casts_doubt_on_its_figure() -> None:
    audited = audit(TWICE)
    assert not fails([digest(audited)], "error")
    assert fails([digest(audited)], "warning")
    assert [line.split(": ")[1] for line in digest(audited).lines] == [
        "warning [digits-and-words-differ] Mohon diperiksa"
    ]
    assert list(states(audited).values()) == ["doubt"]


def test_its_id_survives_edits_elsewhere_and_is_unique() -> None:
    (alone,), twice = audit(TWICE).findings, audit(f"Judul yang baru. {TWICE} {TWICE}").findings
    assert twice[0].finding_id == alone.finding_id
    assert len({finding.finding_id for finding in twice}) == 2


CLAIMED = [
    "Jumlah kasus turun dari 40 kasus menjadi 67 kasus, berkurang 27 kasus.",
    "Jumlah kasus turun dari 40 kasus menjadi 67 kasus atau 67,5 persen.",
]


@pytest.mark.parametrize("text", CLAIMED)
def test_what_a_claim_tells_already_is_not_told_again(text: str) -> None:
    found = [f for f in audit(text).findings if f.code == "direction-contradicted"]
    assert len(found) == 1


def test_a_language_asks_only_what_it_has_an_entry_for() -> None:
    document = document_from_text("d", TWICE)
    laid = layout(document, extract(document, INDONESIAN), INDONESIAN)
    bare = replace(INDONESIAN, code="xx", data={**INDONESIAN.data, "findings": {}})
    assert isinstance(bare, Language)
    assert [list(noticed(laid, language)) == [] for language in (INDONESIAN, bare)] == [False, True]
