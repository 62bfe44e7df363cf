"""What readers are told is the same in every language: no entry is missing, and no brace is filled in one alone."""

import re
from collections.abc import Iterator
from importlib.resources import files
from typing import Any

import pytest

from pipeline import audit
from pipeline.commands._shared import READERS
from pipeline.language import load, readers
from pipeline.notices import NOTICES
from tests.marks import unmarked

LANGUAGES = {code: load("id", code) for code in readers()}
OTHERS = [code for code in LANGUAGES if code != "id"]
TOLD = ("report", "explain", "findings", "kinds", "places", "slips", "web")
FORMS = {"zero", "one", "two", "few", "many", "other"}


def entries(data: Any, path: str = "") -> Iterator[tuple[str, frozenset[str]]]:
    """The path of every text with the names in its braces; the plural forms of a text are one."""
    if isinstance(data, str):
        yield path, frozenset(re.findall(r"{(\w+)}", data))
    elif "of" in data and "other" in data:
        assert data.keys() - {"of"} <= FORMS
        forms = {braces for form in data.keys() - {"of"} for _, braces in entries(data[form])}
        assert len(forms) == 1 and data["of"] in min(forms), path
        yield path, min(forms)
    else:
        for key, value in data.items() if isinstance(data, dict) else enumerate(data):
            yield from entries(value, f"{path}.{key}")


def told(code: str) -> dict[str, frozenset[str]]:
    data = LANGUAGES[code].data
    return {path: braces for name in TOLD for path, braces in entries(data[name], name) if ".words." not in path}


def test_the_command_line_offers_every_language_that_there_is() -> None:
    assert sorted(READERS) == readers()


@pytest.mark.parametrize("code", OTHERS)
def test_every_reader_is_told_the_same_with_the_same_braces(code: str) -> None:
    assert told(code) == told("id")


@pytest.mark.parametrize("code", LANGUAGES)
def test_a_reader_has_all_files_and_none_that_nobody_reads(code: str) -> None:
    folder = files("pipeline.language") / code / "reader"
    assert {entry.name for entry in folder.iterdir()} == {f"{name}.toml" for name in TOLD}


@pytest.mark.parametrize("code", LANGUAGES)
def test_all_kinds_of_finding_and_of_slip_are_told(code: str) -> None:
    data = LANGUAGES[code].data
    assert all(
        {"name", "means", "example", "mend", "wrong_when"} <= entry.keys() for entry in data["findings"].values()
    )
    assert all("message" in data["findings"][notice] for notice in NOTICES)
    assert all({"name", "odds", "why", "example"} == entry.keys() for entry in data["slips"]["slip"].values())


FOUND = [text for entry in LANGUAGES["id"].data["findings"].values() for text in entry.get("found", ())[:1]]
FOUND += [
    "Ditanam 30 bibit, dengan rincian 18 jati dan 14 mahoni.",
    "Kasus naik dari 40 menjadi 67, bertambah 28 kasus.",
]


@pytest.mark.parametrize("text", FOUND)
def test_a_finding_is_the_same_whoever_reads_it_but_for_its_words(text: str) -> None:
    plain, _ = unmarked(text)
    (one,), (other,) = (audit(plain, reader=code).findings for code in ("id", "en"))
    assert one.message.startswith("Mohon diperiksa: ") and other.message.startswith("Please check: ")
    assert "{" not in other.message
    assert (one.finding_id, one.code, one.severity, one.start) == (
        other.finding_id,
        other.code,
        other.severity,
        other.start,
    )
    assert [(r.proposed, r.operation) for r in one.repairs] == [(r.proposed, r.operation) for r in other.repairs]


@pytest.mark.parametrize(("code", "reader", "names"), [("xx", None, "id"), ("en", None, "id"), ("id", "xx", "en, id")])
def test_a_language_that_there_is_not(code: str, reader: str | None, names: str) -> None:
    with pytest.raises(ValueError, match=rf"no language '{reader or code}'.*; there are: {names}$"):
        load(code, reader)
