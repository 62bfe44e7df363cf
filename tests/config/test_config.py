"""The configuration: which file holds, what it may say, where each value comes from, and what it changes."""

import json
import os
import re
import tomllib
from pathlib import Path

import click
import pytest
from jsonschema import Draft202012Validator

from pipeline.cli import cli
from pipeline.commands._shared import Once
from pipeline.config.keys import keys
from pipeline.config.schema import as_text, schema
from pipeline.language import load
from tests.config.folder import Call, put
from tests.documents.docx import document, p
from tests.releases import CLEAN, FAULTY

ROOT = Path(__file__).parents[2]
NOTE = '[severity]\nsum-mismatch = "note"\n'
OVERRIDE = '[[overrides]]\npaths = ["archive/**"]\n'
ONE = {"a.txt": FAULTY}

# Files, arguments of `config`, a key, its value, and where it comes from.
ORIGINS = [
    ({}, "", "fail-on", "error", "default"),
    ({}, "", "period", "", "default"),
    ({"press-audit.toml": 'fail-on = "note"'}, "", "fail-on", "note", "press-audit.toml:1"),
    ({"press-audit.toml": '# why\n\nfail-on = "note"'}, "", "fail-on", "note", "press-audit.toml:3"),
    ({"pyproject.toml": '[tool.press-audit]\nlang = "en"'}, "", "lang", "en", "pyproject.toml:2"),
    ({"press-audit.toml": NOTE}, "", "severity.sum-mismatch", "note", "press-audit.toml:2"),
    ({"press-audit.toml": 'severity = { sum-mismatch = "off" }'}, "", "severity.sum-mismatch", "off",
     "press-audit.toml:1"),
    # the nearest file, and it alone
    ({"press-audit.toml": 'office = "A"', "x/press-audit.toml": 'office = "B"', "x/y/a.txt": CLEAN}, "x/y/a.txt",
     "office", "B", "x/press-audit.toml:1"),
    ({"press-audit.toml": 'office = "A"', "x/press-audit.toml": "", "x/a.txt": CLEAN}, "x/a.txt", "office", "",
     "default"),
    ({"press-audit.toml": 'office = "A"', "x/pyproject.toml": "[project]", "x/a.txt": CLEAN}, "x/a.txt", "office", "A",
     "press-audit.toml:1"),
    ({"press-audit.toml": 'office = "A"', "pyproject.toml": '[tool.press-audit]\noffice = "B"'}, "", "office", "A",
     "press-audit.toml:1"),
    # overrides beat the file, later ones earlier ones, and the command line all
    ({"press-audit.toml": OVERRIDE + 'period = "2019"', "archive/x/a.txt": CLEAN}, "archive/x/a.txt", "period", "2019",
     "press-audit.toml:3"),
    ({"press-audit.toml": 'period = "2023"\n' + OVERRIDE + 'period = "2019"', **ONE}, "a.txt", "period", "2023",
     "press-audit.toml:1"),
    ({"press-audit.toml": OVERRIDE + 'period = "1"\n[[overrides]]\npaths = ["b.txt"]\nperiod = "2"',
      "archive/b.txt": CLEAN}, "archive/b.txt", "period", "2", "press-audit.toml:6"),
    ({"press-audit.toml": NOTE + OVERRIDE + 'severity.sum-mismatch = "off"', "archive/a.txt": CLEAN}, "archive/a.txt",
     "severity.sum-mismatch", "off", "press-audit.toml:5"),
    ({"press-audit.toml": 'fail-on = "note"'}, "--fail-on never", "fail-on", "never", "command line"),
    ({}, "--min-coverage 62.5%", "min-coverage", "62.5%", "command line"),
]  # fmt: skip


@pytest.mark.skipif(os.sep != "/", reason="places are named as they are written here")
@pytest.mark.parametrize(("files", "arguments", "key", "value", "origin"), ORIGINS)
def test_where_a_value_comes_from(
    files: dict[str, str], arguments: str, key: str, value: str, origin: str, call: Call
) -> None:
    put(files)
    result = call("config", *arguments.split())
    told = {line.split(maxsplit=1)[0]: line.split(maxsplit=1)[1] for line in result.stdout.splitlines()}
    assert re.split(r"\s{2,}", told[key]) == [json.dumps(value), origin]


BAD = [
    ('fail_on = "note"', "1: unknown key 'fail_on'; did you mean 'fail-on'?"),
    ('quux = "note"', "1: unknown key 'quux'; known are: changes, "),
    ('\nfail-on = "sometimes"', "2: fail-on is 'sometimes'; it may be: error, warning, note, never"),
    ('rounding = "up"', "1: rounding is 'up'; it may be: half, truncated"),
    ("office = 3", "1: office is 3; it must be text in quotes"),
    ("no-open = 1", "1: no-open is 1; it must be true or false"),
    ('port = "80"', "1: port is '80'; it must be a whole number"),
    ('copies = ["pdf"]', "1: copies is 'pdf'; it may be: docx, xlsx"),
    ('copies = "docx"', "1: copies is 'docx'; it must be a list in [ ]"),
    ("port = 65536", "1: port is 65536; it must be at most 65535"),
    ('min-coverage = "60"', "1: min-coverage is '60'; write it like 60%"),
    ('[severity]\nsum-missmatch = "off"', "2: unknown key 'sum-missmatch'; did you mean 'sum-mismatch'?"),
    ('[severity]\nsum-mismatch = "fatal"', "2: sum-mismatch is 'fatal'; it may be: error, warning, note, off"),
    ('[[overrides]]\nrounding = "half"', "1: overrides lacks 'paths'; add it"),
    ('[[overrides]]\npaths = ["a.txt"]\nout = "x"', "3: unknown key 'out'; known are: paths, fail-on, "),
    ("overrides = 3", "1: overrides is 3; it must be a list in [ ]"),
    ('office = "A', " no TOML: Unterminated string"),
    ('why = "so"', "1: unknown key 'why'; "),
]


@pytest.mark.parametrize(("content", "line"), BAD)
def test_a_bad_configuration_is_a_line_with_its_place_and_a_remedy(content: str, line: str, call: Call) -> None:
    put({**ONE, "press-audit.toml": content})
    for arguments in (("run", "a.txt"), ("config", "a.txt")):
        result = call(*arguments)
        assert (result.exit_code, result.stdout, result.stderr.count("\n")) == (2, "", 1)
        assert result.stderr.startswith(f"Error: press-audit.toml:{line}")
    assert not Path("reports").exists()


def test_all_faults_are_told_in_the_order_of_the_file(call: Call) -> None:
    put({"press-audit.toml": 'port = -1\nlang = "fr"\nquux = 1'})
    lines = call("run").stderr.splitlines()
    assert [line.split(":")[2] for line in lines] == ["1", "2", "3"]


def test_a_bad_configuration_of_one_release_leaves_the_others(call: Call) -> None:
    put({"raw/x/a.txt": CLEAN, "raw/x/b.txt": CLEAN, "raw/c.txt": CLEAN, "raw/x/press-audit.toml": "quux = 1"})
    result = call("run")
    assert (result.exit_code, result.stderr.count("\n")) == (2, 1)
    assert Path("reports/c.html").is_file() and not Path("reports/x/a.html").exists()


def test_help_is_given_whatever_the_configuration(call: Call) -> None:
    put({"press-audit.toml": "quux = 1"})
    assert call("run", "--help").exit_code == 0


ENDS = [
    ('fail-on = "never"', "", 0),
    ('fail-on = "never"', "--fail-on error", 1),
    (NOTE, "", 0),
    (NOTE, "--fail-on note", 1),
    ('severity.sum-mismatch = "off"', "--fail-on note", 0),
    ('[[overrides]]\npaths = ["*.md"]\nfail-on = "never"', "", 1),
    ('[[overrides]]\npaths = ["*.txt"]\nfail-on = "never"', "", 0),
    ('fail-on = "never"\nmin-coverage = "100%"', "", 0),
]


@pytest.mark.parametrize(("content", "arguments", "code"), ENDS)
def test_how_a_run_ends_with_it(content: str, arguments: str, code: int, call: Call) -> None:
    put({**ONE, "press-audit.toml": content})
    assert call("run", "a.txt", *arguments.split()).exit_code == code


def test_copies_are_made_as_it_says(call: Call) -> None:
    put({"press-audit.toml": 'copies = ["docx"]'})
    Path("a.docx").write_bytes(document(p(FAULTY)))
    put(ONE)
    assert call("run", "a.docx", "--fail-on", "never").exit_code == 0
    assert Path("reports/a.docx").is_file()
    assert call("run", "a.txt", "--fail-on", "never").exit_code == 0  # what it says is for all, this one has no copy


def test_coverage_is_asked_release_by_release(call: Call) -> None:
    half = f"{CLEAN} Hadir 9 lurah."
    put({"a.txt": half, "draft/b.txt": half})
    put({"press-audit.toml": 'min-coverage = "80%"\n[[overrides]]\npaths = ["draft/"]\nmin-coverage = "50%"'})
    result = call("run", "a.txt", "draft/b.txt")
    assert result.stdout.splitlines()[0] == "a.txt: 3 of 4 figures checked, 75.0%; less than 80%"
    assert "b.txt" not in result.stdout


def test_a_folder_is_meant_from_the_file_that_names_it(call: Call, monkeypatch: pytest.MonkeyPatch) -> None:
    put({"x/a.txt": CLEAN, "press-audit.toml": 'out = "laporan"\nlang = "en"'})
    monkeypatch.chdir("x")
    assert call("run", "a.txt").exit_code == 0
    assert "Audit of figures" in Path("../laporan/a.html").read_text("utf-8")


def test_reports_show_whose_release_it_is_and_of_which_time(call: Call) -> None:
    put({"a.txt": CLEAN, "press-audit.toml": 'office = "Dinas <Kebun>"\nperiod = "2023"'})
    call("run", "a.txt")
    shown = {
        "a.html": "Penerbit Dinas &lt;Kebun&gt; · Periode 2023",
        "a.md": "Penerbit: Dinas \\<Kebun\\> · Periode: 2023",
        "findings.json": '"office": "Dinas <Kebun>"',
        "tables/documents.csv": ",Dinas <Kebun>,2023,",
    }
    assert all(words in Path("reports", name).read_text("utf-8") for name, words in shown.items())


CUT = [
    ("Jumlah pemohon naik dari 40 orang menjadi 67 orang atau 67 persen.", ["change-mismatch"], []),
    ("Jumlah pemohon naik dari 40 orang menjadi 67 orang atau 68 persen.", [], ["change-mismatch"]),
    ("Anggaran 9,15 triliun terdiri dari 4,12 triliun untuk jalan dan 5,02 triliun untuk jembatan.", [], []),
    ("Anggaran 9,13 triliun terdiri dari 4,12 triliun untuk jalan dan 5,02 triliun untuk jembatan.", [],
     ["sum-mismatch"]),
]  # fmt: skip


@pytest.mark.parametrize(("text", "rounded", "cut"), CUT)
def test_a_release_can_be_declared_to_cut_off(text: str, rounded: list[str], cut: list[str], call: Call) -> None:
    put({"a.txt": text, "b.txt": text})
    put({"press-audit.toml": '[[overrides]]\npaths = ["b.txt"]\nrounding = "truncated"'})
    call("run", "a.txt", "b.txt")
    found = json.loads(Path("reports/findings.json").read_text("utf-8"))["findings"]
    assert [[f["code"] for f in found if f["doc_id"] == name] for name in "ab"] == [rounded, cut]


def test_every_option_can_be_set_but_those_of_one_call() -> None:
    options = (option for command in cli.commands.values() for option in command.params)
    lasting = [o for o in options if isinstance(o, click.Option) and not o.required and not isinstance(o, Once)]
    assert {max(option.opts, key=len).removeprefix("--") for option in lasting} <= keys().keys()


def test_every_kind_of_finding_has_a_severity_to_set() -> None:
    assert schema()["properties"]["severity"]["properties"].keys() == load("id").data["findings"].keys()


def test_the_published_schema_is_current() -> None:
    assert (ROOT / "schemas/config.schema.json").read_text("utf-8") == as_text(), "run `make snapshots`"
    Draft202012Validator.check_schema(schema())


@pytest.mark.parametrize("content", [content for content, line in BAD if "TOML" not in line])
def test_the_schema_refuses_what_the_command_refuses(content: str) -> None:
    assert not Draft202012Validator(schema()).is_valid(tomllib.loads(content))
