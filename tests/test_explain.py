"""What `press-audit explain` says is true: its example is found by the name that it explains."""

import pytest
from click.testing import CliRunner

from pipeline import audit
from pipeline.cli import cli
from pipeline.explain import names
from pipeline.language import load

LANGUAGE = load("id")
FINDINGS = LANGUAGE.data["findings"]
ENGLISH = load("id", "en").data["findings"]
FOUND = [name for name in names(LANGUAGE) if FINDINGS[name]["severity"] != "note" and name != "product-mismatch"]


@pytest.mark.parametrize("name", names(LANGUAGE))
def test_every_finding_is_explained(name: str) -> None:
    result = CliRunner().invoke(cli, ["explain", name])
    assert result.exit_code == 0
    assert all(FINDINGS[name][part] in result.output for part in ("name", "means", "example", "mend", "wrong_when"))


@pytest.mark.parametrize("name", names(LANGUAGE))
def test_every_finding_is_explained_in_english(name: str) -> None:
    result = CliRunner().invoke(cli, ["explain", name, "--lang", "en"])
    assert result.exit_code == 0
    entry = ENGLISH[name]
    assert all(entry[part] in result.output for part in ("name", "means", "example", "mend", "wrong_when"))


@pytest.mark.parametrize("name", FOUND)
def test_the_example_of_an_error_or_a_warning_is_found(name: str) -> None:
    assert [f.code for f in audit(FINDINGS[name]["example"]).findings] == [name]


def test_without_a_name_all_are_listed() -> None:
    assert CliRunner().invoke(cli, ["explain"]).output.split() == names(LANGUAGE)


def test_a_name_that_is_mistyped_gets_its_neighbour() -> None:
    result = CliRunner().invoke(cli, ["explain", "sum-mismach"])
    assert result.exit_code == 2
    assert result.stderr.startswith("Error: no finding is called 'sum-mismach'; did you mean: sum-mismatch")
