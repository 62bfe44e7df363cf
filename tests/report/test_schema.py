"""``findings.json`` is as its published schema says, whatever the release."""

import json
from copy import deepcopy
from pathlib import Path
from typing import Any

import pytest
from jsonschema import Draft202012Validator, ValidationError

from pipeline.language import load
from pipeline.report import render
from tests.report.sample import Maker, dumai, hostile

SCHEMA: dict[str, Any] = json.loads((Path(__file__).parents[2] / "schemas" / "findings.schema.json").read_text("utf-8"))
EMPTY = Maker("", "hampa").audit()
WRITTEN = render([hostile("jahat"), dumai(), EMPTY], load("id"))
REPORTS = Path(__file__).parents[2] / "reports"


def closed(schema: Any) -> Any:
    """The schema without leave for keys that it does not name."""
    if isinstance(schema, list):
        return [closed(each) for each in schema]
    if not isinstance(schema, dict):
        return schema
    extra = {"additionalProperties": False} if schema.get("type") == "object" and "allOf" not in schema else {}
    if "allOf" in schema:
        extra = {"unevaluatedProperties": False}
    return {key: closed(value) for key, value in schema.items()} | extra


def test_the_schema_is_one() -> None:
    Draft202012Validator.check_schema(SCHEMA)


@pytest.mark.parametrize("content", [(REPORTS / "findings.json").read_text("utf-8"), WRITTEN["findings.json"]])
def test_the_findings_are_as_their_schema_says_and_it_names_all_keys(content: str) -> None:
    strict = closed(SCHEMA)
    # Of a figure in its role, the keys are named in two places.
    strict["$defs"]["member"]["allOf"] = []
    strict["$defs"]["member"]["properties"] |= strict["$defs"]["figure"]["properties"]
    Draft202012Validator(strict).validate(json.loads(content))


def test_the_schema_is_written_beside_the_findings_that_name_it() -> None:
    name = json.loads(WRITTEN["findings.json"])["$schema"]
    assert json.loads(WRITTEN[name]) == SCHEMA


BROKEN = [
    (("findings", 0, "severity"), "fatal"),
    (("findings", 0, "stated"), 75.79),
    (("findings", 0, "figures", 0, "value"), "75,79"),
    (("findings", 0, "span"), {"start": 1}),
    (("documents", 0, "coverage", "right"), -1),
    (("version",), "2"),
]


@pytest.mark.parametrize(("path", "value"), BROKEN, ids=[str(path) for path, _ in BROKEN])
def test_what_is_not_so_is_refused(path: tuple[Any, ...], value: Any) -> None:
    content = deepcopy(json.loads(WRITTEN["findings.json"]))
    place = content
    for key in path[:-1]:
        place = place[key]
    assert path[-1] in place
    place[path[-1]] = value
    with pytest.raises(ValidationError):
        Draft202012Validator(SCHEMA).validate(content)
