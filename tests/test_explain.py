"""What `press-audit explain` and `rules` say is true, the same in all its forms, and what the docs say."""

import json
from pathlib import Path

import pytest
from click.testing import CliRunner

from pipeline import audit
from pipeline.cli import cli
from pipeline.explain import Entry, entries
from pipeline.kinds import KINDS
from pipeline.language import load, readers

FINDINGS = load("id").data["findings"]
ENTRIES = {reader: {entry.name: entry for entry in entries(load("id", reader))} for reader in readers()}
EACH = [(reader, entry) for reader, told in ENTRIES.items() for entry in told.values()]
FOUND = [e for e in ENTRIES["id"].values() if e.severity in ("error", "warning") and e.name != "product-mismatch"]
CLAIMS = [entry for entry in ENTRIES["id"].values() if entry.kind == "claim"]
DOCS = {"id": "rules.id.md", "en": "rules.md"}


def call(*arguments: str) -> str:
    return CliRunner().invoke(cli, arguments, catch_exceptions=False).output


@pytest.mark.parametrize(("reader", "entry"), EACH)
def test_everything_is_explained(reader: str, entry: Entry) -> None:
    text = call("explain", entry.name, "--lang", reader)
    assert all(part in text for part in (entry.title, entry.means, entry.example, entry.mend, entry.wrong_when))


def test_all_findings_and_all_claims_are_there_and_no_name_is_used_twice() -> None:
    assert len(ENTRIES["id"]) == len(entries(load("id"))) == len(FINDINGS) + len(KINDS)
    assert set(ENTRIES["id"]) == {*FINDINGS, *KINDS}


@pytest.mark.parametrize("entry", FOUND, ids=lambda entry: entry.name)
def test_the_example_of_an_error_or_a_warning_is_found(entry: Entry) -> None:
    assert [finding.code for finding in audit(entry.example).findings] == [entry.name]


@pytest.mark.parametrize("entry", CLAIMS, ids=lambda entry: entry.name)
def test_the_example_of_a_claim_is_read_and_holds(entry: Entry) -> None:
    audited = audit(entry.example)
    assert [(check.claim.kind, check.status) for check in audited.checks] == [(entry.name, "consistent")]
    assert not audited.findings


def test_without_a_name_all_are_listed() -> None:
    assert call("explain").split() == list(ENTRIES["id"])
    assert json.loads(call("explain", "--format", "json")) == list(ENTRIES["id"])


NEAR = [("sum-mismach", "sum-mismatch"), ("averge", "average"), ("SUM-MISMATCH", "sum-mismatch")]


@pytest.mark.parametrize(("name", "near"), NEAR)
def test_a_name_that_is_mistyped_gets_its_neighbour(name: str, near: str) -> None:
    result = CliRunner().invoke(cli, ["explain", name])
    assert result.exit_code == 2
    assert result.stderr.startswith(f"Error: nothing is called {name!r}; did you mean: {near}")


@pytest.mark.parametrize("reader", readers())
def test_rules_are_a_line_each(reader: str) -> None:
    lines = call("rules", "--lang", reader).splitlines()
    assert [line.split()[0] for line in lines] == list(ENTRIES[reader])
    assert all(line.endswith(entry.title) for line, entry in zip(lines, ENTRIES[reader].values(), strict=True))


@pytest.mark.parametrize("reader", readers())
def test_rules_and_explain_say_the_same_to_programs(reader: str) -> None:
    told = json.loads(call("rules", "--lang", reader, "--format", "json"))
    assert told == [json.loads(call("explain", name, "--lang", reader, "--format", "json")) for name in ENTRIES[reader]]
    assert {key for entry in told for key in entry} == set(Entry.__annotations__)


@pytest.mark.parametrize("reader", readers())
def test_the_docs_say_the_same(reader: str) -> None:
    page = (Path(__file__).parents[1] / "docs" / DOCS[reader]).read_text("utf-8")
    assert page == call("rules", "--lang", reader, "--format", "markdown"), "out of date: run `make snapshots`"
    assert all(f"### `{name}`" in page for name in ENTRIES[reader])
