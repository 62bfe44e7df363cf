"""Every format is as its schema says, points at the words it means, and lets no text of a release run."""

import json
import re
from collections.abc import Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

import jsonschema
import pytest
from click import unstyle
from hypothesis import given
from hypothesis import strategies as st
from junitparser import Error as Unread
from junitparser import Failure, JUnitXml

from pipeline import explain, formats
from pipeline.formats import Run
from pipeline.language import load
from pipeline.records import Audit
from tests.formats.sample import HERE, RELEASE, UNREAD, placed, run
from tests.report.sample import Maker, dumai, hostile

TEXT = (HERE / RELEASE).read_text("utf-8")
SCHEMAS = {
    "sarif": HERE / "schemas/sarif-2.1.0-rtm.5.json",
    "gitlab": HERE / "schemas/gitlab.json",
    "rdjson": HERE / "schemas/rdjson.json",
    "json": HERE.parents[1] / "schemas/findings.schema.json",
}
EMPTY = Maker("", "hampa").audit()
RUNS = {
    "a release": run(),
    "in English": run("en"),
    "nothing": Run((), (), load("id")),
    "an empty release": Run((EMPTY,), (UNREAD,), load("id")),
    "text that tries to run": Run((replace(hostile("jahat")),), (UNREAD,), load("id")),
    "two": Run((dumai(), run().audits[0]), (), load("id")),
}


def told(name: str, of: Run) -> Any:
    return json.loads(formats.render(name, of))


def validate(name: str, content: Any) -> None:
    schema = json.loads(SCHEMAS[name].read_text("utf-8"))
    jsonschema.validators.validator_for(schema)(schema).validate(content)


@pytest.mark.parametrize("of", RUNS.values(), ids=RUNS)
@pytest.mark.parametrize("name", SCHEMAS)
def test_a_format_is_as_its_schema_says(name: str, of: Run) -> None:
    validate(name, told(name, of))


BROKEN = [
    ("sarif", ("runs", 0, "results", 0, "level"), "fatal"),
    ("sarif", ("runs", 0, "results", 0, "locations", 0, "physicalLocation", "region", "startLine"), 0),
    ("sarif", ("runs", 0, "columnKind"), "bytes"),
    ("gitlab", (0, "severity"), "error"),
    ("gitlab", (0, "location", "path"), "./raw/kebun-kota.txt"),
    ("rdjson", ("diagnostics", 0, "severity"), "NOTE"),
    ("rdjson", ("diagnostics", 0, "location", "range", "start", "column"), 0),
]


@pytest.mark.parametrize(("name", "path", "value"), BROKEN)
def test_a_schema_refuses_what_is_not_so(name: str, path: Sequence[Any], value: Any) -> None:
    content = told(name, run())
    place = content
    for key in path[:-1]:
        place = place[key]
    assert path[-1] in place
    place[path[-1]] = value
    with pytest.raises(jsonschema.ValidationError):
        validate(name, content)


def results(of: Run) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = told("sarif", of)["runs"][0]["results"]
    return found


def region(node: Mapping[str, Any]) -> Mapping[str, Any]:
    found: Mapping[str, Any] = node["physicalLocation"]["region"]
    return found


def words(text: str, region: Mapping[str, int]) -> str:
    """What a region is about, by its characters and again by its lines and columns."""
    line = text.split("\n")[region["startLine"] - 1]
    by_line = line[region["startColumn"] - 1 : region["endColumn"] - 1]
    assert by_line == text[region["charOffset"] :][: region["charLength"]]
    return by_line


def test_sarif_points_at_the_figures_and_tells_the_role_of_the_others() -> None:
    (total,) = [result for result in results(run()) if result["ruleId"] == "sum-mismatch"]
    assert words(TEXT, region(total["locations"][0])) == "1.206"
    others = [(words(TEXT, region(other)), other["message"]["text"]) for other in total["relatedLocations"]]
    assert [(figure, role.partition(" (")[0]) for figure, role in others] == [
        ("410", "bagian"),
        ("385", "bagian"),
        ("421", "bagian"),
    ]


def test_the_first_fix_of_sarif_makes_the_finding_go_away() -> None:
    from pipeline import audit

    for result in results(run()):
        for fix in result["fixes"][:1]:
            replacement = fix["artifactChanges"][0]["replacements"][0]
            at, length = (replacement["deletedRegion"][key] for key in ("charOffset", "charLength"))
            mended = TEXT[:at] + replacement["insertedContent"]["text"] + TEXT[at + length :]
            assert result["ruleId"] not in {finding.code for finding in audit(mended, "kebun-kota").findings}


def test_sarif_names_a_finding_by_its_id_and_says_why_it_was_accepted() -> None:
    findings = run().audits[0].findings
    assert [result["partialFingerprints"]["primaryLocationLineHash"] for result in results(run())] == [
        finding.finding_id for finding in findings
    ]
    *asked, accepted = (result["suppressions"] for result in results(run()))
    assert not any(asked)
    assert accepted == [{"kind": "external", "status": "accepted", "justification": findings[-1].reason}]


def test_the_rules_of_sarif_are_what_explain_says() -> None:
    (sarif,) = told("sarif", run("en"))["runs"]
    language = load("id", "en")
    entries = {entry.name: entry for entry in explain.entries(language)}
    for rule in sarif["tool"]["driver"]["rules"]:
        assert rule["help"]["text"] == explain.text(entries[rule["id"]], language)
    assert all(
        sarif["tool"]["driver"]["rules"][result["ruleIndex"]]["id"] == result["ruleId"] for result in sarif["results"]
    )


def test_an_input_that_cannot_be_read_is_told_where_there_is_a_place_for_it() -> None:
    (invocation,) = told("sarif", run())["runs"][0]["invocations"]
    assert not invocation["executionSuccessful"]
    assert [n["message"]["text"] for n in invocation["toolExecutionNotifications"]] == [UNREAD]
    assert f"::error::{UNREAD}\n" in formats.render("github", run())
    assert formats.render("markdown", run()).endswith(f"- Error: {UNREAD}\n")
    suite = list(JUnitXml.fromstring(formats.render("junit", run()).encode()))[-1]
    assert [type(fault) for case in suite for fault in case.result] == [Unread]


PATHS = [
    ("raw/a.txt", "raw/a.txt"),
    ("./raw/a b.txt", "raw/a%20b.txt"),
    ("../raw/kebun#1?.txt", "../raw/kebun%231%3F.txt"),
    ("raw/é.txt", "raw/%C3%A9.txt"),
    ("raw/\udcff.txt", "raw/%FF.txt"),
    ("c:a.txt", "c%3Aa.txt"),
    ("/srv/raw/a.txt", "file:///srv/raw/a.txt"),
    ("-", "-"),
]


@pytest.mark.parametrize(("source", "uri"), PATHS)
def test_the_address_of_a_file(source: str, uri: str) -> None:
    moved = Run((placed(run().audits[0], source),), (), load("id"))
    assert told("sarif", moved)["runs"][0]["artifacts"][0]["location"]["uri"] == uri


def test_no_offset_is_told_that_is_not_one_of_the_file() -> None:
    audited = run().audits[0]
    windows = replace(audited, document=replace(audited.document, sha256="0" * 64))
    assert all(
        "charOffset" not in region(result["locations"][0]) for result in results(replace(run(), audits=[windows]))
    )


def test_a_file_that_is_no_text_gets_no_fix() -> None:
    audited = run().audits[0]
    word = replace(run(), audits=[replace(audited, document=replace(audited.document, format="docx"))])
    assert not any(result["fixes"] for result in results(word))
    assert not any(diagnostic["suggestions"] for diagnostic in told("rdjson", word)["diagnostics"])


def test_reviewdog_counts_bytes() -> None:
    (found,) = [d for d in told("rdjson", run())["diagnostics"] if d["code"]["value"] == "sum-mismatch"]
    (suggested,) = found["suggestions"]
    assert suggested["text"] == "1.216"
    shifted = _edited(run().audits[0], "Bibit cadangan", "“漢字🌱” cadangan")
    (other,) = [d for d in told("rdjson", replace(run(), audits=[shifted]))["diagnostics"] if "1.206" in d["message"]]
    start, end = (other["location"]["range"][key]["column"] for key in ("start", "end"))
    line = shifted.document.text.split("\n")[other["location"]["range"]["start"]["line"] - 1]
    assert line.encode()[start - 1 : end - 1] == b"1.206"


def _edited(audited: Audit, old: str, new: str) -> Audit:
    assert len(old) == len(new)
    return replace(audited, document=replace(audited.document, text=audited.document.text.replace(old, new)))


def test_junit_has_a_test_for_each_check_and_a_failure_for_each_open_finding() -> None:
    audited = run().audits[0]
    suite, _ = JUnitXml.fromstring(formats.render("junit", run()).encode())
    assert suite.name == f"raw/{RELEASE}"
    alone = [finding for finding in audited.findings if not finding.claim_id]
    assert suite.tests == len(list(suite)) == len(audited.checks) + len(alone)
    failures = [fault.type for case in suite for fault in case.result if isinstance(fault, Failure)]
    assert failures == [finding.code for finding in audited.open_findings()]
    assert (suite.failures, suite.skipped) == (len(failures), len(audited.findings) - len(failures))
    assert any(case.is_passed and "640 bibit + 310 bibit + 255 bibit" in case.name for case in suite)


ONLY_OPEN = ["github", "gitlab", "rdjson"]


@pytest.mark.parametrize("name", formats.names())
def test_an_accepted_finding_is_marked_with_its_reason_or_not_asked_again(name: str) -> None:
    text = unstyle(formats.render(name, run()))
    accepted = run().audits[0].findings[-1]
    assert (accepted.code in re.sub(r'"rules": .*?"columnKind"', "", text, flags=re.DOTALL)) == (name not in ONLY_OPEN)
    assert (accepted.reason in text) == (name not in ONLY_OPEN)


MESSAGES = {
    "gitlab": lambda report: [issue["description"] for issue in report],
    "rdjson": lambda report: [diagnostic["message"] for diagnostic in report["diagnostics"]],
    "sarif": lambda report: [result["message"]["text"] for result in report["runs"][0]["results"]],
}
CONTROL = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u202e\u2066]")


@pytest.mark.parametrize("name", ["concise", "full", "github", "junit", "markdown", *MESSAGES])
def test_nothing_in_a_text_moves_a_cursor(name: str) -> None:
    text = unstyle(formats.render(name, RUNS["text that tries to run"]))
    shown = MESSAGES[name](json.loads(text)) if name in MESSAGES else [text]
    assert not CONTROL.search("".join(shown))
    assert "U+202E" in "".join(shown)


def test_nothing_in_a_text_is_markup() -> None:
    assert not re.search(r"(?<!\\)<", formats.render("markdown", RUNS["text that tries to run"]))
    audited = run().audits[0]
    linked = replace(audited.findings[0], message="lihat [ini](http://x)")
    (result,) = results(replace(run(), audits=[replace(audited, findings=(linked,))]))
    assert result["message"]["text"] == r"lihat \[ini\](http://x)"


COMMAND = re.compile(r"::(\w+)(?: ([^:]*))?::(.*)")


@given(
    st.text(st.characters(codec="utf-8"), min_size=1),
    st.text(st.characters(codec="utf-8", exclude_characters="/."), min_size=1),
)
def test_a_workflow_command_stays_one_whatever_is_in_it(message: str, name: str) -> None:
    audited = run().audits[0]
    finding = replace(audited.findings[0], message=message)
    found = Run((placed(replace(audited, findings=(finding,)), f"raw/{name}.txt"),), (), load("id"))
    text = formats.render("github", found)
    command = COMMAND.fullmatch(text.removesuffix("\n"))
    assert command and command[1] == "error"
    assert [each.partition("=")[0] for each in command[2].split(",")] == [
        *("file", "line", "endLine", "col", "endColumn", "title"),
    ]
    assert len(text.splitlines()) == 1


@given(st.text(), st.text())
def test_junit_is_xml_whatever_is_in_it(message: str, name: str) -> None:
    audited = run().audits[0]
    finding = replace(audited.findings[0], message=message)
    found = Run((placed(replace(audited, findings=(finding,)), f"raw/{name}.txt"),), (message,), load("id"))
    assert len(list(JUnitXml.fromstring(formats.render("junit", found).encode()))) == 2


def test_each_line_of_jsonl_is_a_finding_of_json_with_its_file() -> None:
    lines = [json.loads(line) for line in formats.render("jsonl", run()).splitlines()]
    assert [{k: v for k, v in line.items() if k != "source"} for line in lines] == told("json", run())["findings"]
    assert {line["source"] for line in lines} == {f"raw/{RELEASE}"}


def test_colours_are_for_what_people_read() -> None:
    coloured = {name for name in formats.names() if "\x1b" in formats.render(name, run())}
    assert coloured == {"full", "concise"}


def test_a_format_is_a_module_with_a_sentence_on_its_use() -> None:
    for name in formats.names():
        path = Path(formats.__file__).with_name(f"{name}.py")
        assert re.match(r'"""[A-Z].*[.:]', path.read_text("utf-8")), name
