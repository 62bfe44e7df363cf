"""The tables: what is written is what was found, plain and exact, and what breaks a schema is named by its row."""

import json
import os
from collections.abc import Callable
from dataclasses import replace
from decimal import Decimal
from pathlib import Path

import pandas as pd
import pytest
from frictionless import validate
from hypothesis import given, settings
from hypothesis import strategies as st

from pipeline import package
from pipeline.records import Audit
from pipeline.tabulate import TableError, tabulate
from pipeline.validate import faults as faults_of_files
from pipeline.write import write
from schemas.check import faults
from schemas.committed import as_text, committed
from schemas.descriptor import package as described
from schemas.tables import MODELS
from tests.conftest import made

DESIGN = {
    "documents": "doc_id source format title language published sha256 office period characters figures covered claims "
    "inconsistent",
    "figures": "figure_id doc_id start end line column text value decimals scale unit kind bound label measure period "
    "section",
    "cells": "figure_id table_id doc_id row column role",
    "claims": "claim_id doc_id kind rule status confidence stated expected difference explanation",
    "claim_members": "claim_id position figure_id role",
    "findings": "finding_id doc_id code severity claim_id start end message accepted reason",
    "repairs": "finding_id rank figure_id written proposed operation fixes breaks",
}


@pytest.mark.parametrize("table", DESIGN)
def test_columns_are_never_renamed(table: str) -> None:
    assert set(DESIGN[table].split()) <= set(MODELS[table].to_schema().columns)


def test_the_committed_descriptor_is_that_of_the_models() -> None:
    assert committed() == as_text(described()), "renew it: python -m schemas.descriptor > schemas/datapackage.json"


def test_every_column_is_described() -> None:
    assert not [
        (table, name)
        for table, model in MODELS.items()
        for name, column in model.to_schema().columns.items()
        if not column.description
    ]


def test_a_run_as_tables(audited: Audit) -> None:
    tables = tabulate([audited])
    assert {name: len(table) for name, table in tables.items()} == {
        "documents": 1,
        "figures": 3,
        "cells": 3,
        "claims": 1,
        "claim_members": 3,
        "findings": 1,
        "repairs": 1,
    }
    assert package.to_csv("claim_members", tables["claim_members"]).splitlines() == [
        "claim_id,position,figure_id,role",
        "kebun#C001,1,kebun#F001,total",
        "kebun#C001,2,kebun#F002,part",
        "kebun#C001,3,kebun#F003,part",
    ]


def test_a_member_stands_there_as_often_as_it_counts(audited: Audit) -> None:
    check = audited.checks[0]
    total, part, _ = check.claim.members
    twice = replace(check, claim=replace(check.claim, members=(total, replace(part, times=2))))
    members = tabulate([replace(audited, checks=(twice,))])["claim_members"]
    assert [(row.position, row.role) for row in members.itertuples()] == [(1, "total"), (2, "part"), (3, "part")]


PLAIN = [
    ("1E+3", "1000"),
    ("1E-7", "0.0000001"),
    ("18.40", "18.40"),
    ("-2", "-2"),
    ("0.00", "0.00"),
    ("12345678901234567890123456789.123", "12345678901234567890123456789.123"),
]


@pytest.mark.parametrize(("value", "cell"), PLAIN)
def test_values_are_plain_decimals(value: str, cell: str, audited: Audit) -> None:
    check = replace(audited.checks[0], stated=Decimal(value), expected=None, difference=None)
    row = package.to_csv("claims", tabulate([replace(audited, checks=(check,))])["claims"]).splitlines()[1]
    assert f",0.95,{cell},,," in row


def test_a_package_that_is_written_is_valid_and_read_back_as_it_was(audited: Audit, tmp_path: Path) -> None:
    tables = tabulate([audited, made("kota/kebun")])
    write(package.render(tables), tmp_path)
    assert validate(tmp_path / "datapackage.json").valid
    assert faults_of_files(tmp_path) == []
    for name, table in package.read(tmp_path).items():
        pd.testing.assert_frame_equal(table, tables[name])


def test_empty_tables_are_valid(audited: Audit, tmp_path: Path) -> None:
    bare = replace(audited, checks=(), findings=(), cells=())
    write(package.render(tabulate([bare])), tmp_path)
    assert faults_of_files(tmp_path) == []


def test_no_message_breaks_the_file(audited: Audit, tmp_path: Path) -> None:
    claims = tabulate([replace(audited, checks=audited.checks[:1])])["claims"]

    @settings(deadline=None)
    @given(st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\0\r"), min_size=1, max_size=30))
    def unbroken(words: str) -> None:
        write({"claims.csv": package.to_csv("claims", claims.assign(explanation=words))}, tmp_path)
        assert package.read(tmp_path, ["claims"])["claims"]["explanation"].tolist() == [words]

    unbroken()


@pytest.mark.parametrize("words", ["a; b; c", 'a "b", c', "a,  b\n c", "', '", " a ", "=1+1", "|a|b|"])
def test_frictionless_reads_what_we_write(words: str, audited: Audit, tmp_path: Path) -> None:
    figures = tuple(replace(figure, label=words) for figure in audited.figures)
    write(package.render(tabulate([replace(audited, figures=figures)])), tmp_path)
    assert faults_of_files(tmp_path) == []


def test_the_tables_do_not_depend_on_what_was_read_before(audited: Audit) -> None:
    alone, second = tabulate([audited]), tabulate([made("kota/kebun"), audited])
    for name, table in alone.items():
        rows = {tuple(row) for row in table.itertuples(index=False)}
        assert rows <= {tuple(row) for row in second[name].itertuples(index=False)}


Break = Callable[[dict[str, pd.DataFrame]], object]


def put(table: str, row: int, column: str, value: object) -> Break:
    """Sets a cell; ``row`` is its line in the file."""

    def broken(tables: dict[str, pd.DataFrame]) -> None:
        values = tables[table][column].tolist()
        values[row - 2] = value
        tables[table] = tables[table].assign(**{column: pd.Series(values, dtype=tables[table][column].dtype)})

    return broken


BROKEN = [
    (
        put("figures", 3, "start", -4),
        "table figures, row 3, column start: '-4' is not allowed; it holds a whole number, at least 0",
    ),
    (put("figures", 4, "text", "140"), "table figures, row 4: broken rule: text is as long as from start to end"),
    (
        put("figures", 2, "value", 30.0),
        "table figures, row 2, column value: '30.0' is not allowed; it holds a plain decimal",
    ),
    (
        put("claims", 2, "kind", "guess"),
        "table claims, row 2, column kind: 'guess' is not allowed; it holds sum, subset, percent, change, average, "
        "restatement, target or product",
    ),
    (
        put("claims", 2, "confidence", Decimal("1.01")),
        "table claims, row 2, column confidence: '1.01' is not allowed; it holds a plain decimal, at least 0, at ",
    ),
    (
        put("claims", 2, "difference", Decimal("2")),
        "table claims, row 2: broken rule: difference is stated less expected",
    ),
    (
        put("findings", 2, "code", "Sum_"),
        "table findings, row 2, column code: 'Sum_' is not allowed; it holds words, like ^",
    ),
    (put("findings", 2, "end", 8), "table findings, row 2: broken rule: end is behind start"),
    (put("documents", 2, "covered", 4), "table documents, row 2: broken rule: covered is at most figures, and "),
    (
        put("documents", 2, "claims", 2),
        "table documents, row 2, column claims: '2' is not allowed; table claims has 1 such rows of the release",
    ),
    (
        put("documents", 2, "doc_id", "x"),
        "table figures, row 2, column doc_id: 'kebun' is not in table documents; it holds a doc_id that stands there",
    ),
    (
        put("claim_members", 3, "figure_id", "F9"),
        "table claim_members, row 3, column figure_id: 'F9' is not in table figures; it holds a figure_id that",
    ),
    (
        put("claim_members", 3, "position", 5),
        "table claim_members, row 3: broken rule: the positions of a claim are 1, 2, 3 and so on",
    ),
    (put("findings", 2, "claim_id", "C9"), "table findings, row 2, column claim_id: 'C9' is not in table claims; it"),
    (
        put("figures", 3, "figure_id", "kebun#F001"),
        "table figures, row 2: another row has the same figure_id; each stands there once",
    ),
    (
        lambda tables: tables.update(cells=tables["cells"].drop(columns="row")),
        "table cells, column row: 'row' breaks column_in_dataframe",
    ),
    (
        lambda tables: tables.update(cells=tables["cells"].assign(more=1)),
        "table cells, column more: 'more' breaks column_in_schema",
    ),
    (
        lambda tables: tables.update(repairs=tables["repairs"].assign(rank=1.5)),
        "table repairs, column rank: 'float64' breaks dtype('int64')",
    ),
]


@pytest.mark.parametrize(("breaks", "line"), BROKEN, ids=[line for _, line in BROKEN])
def test_a_fault_is_named_by_table_row_and_column(breaks: Break, line: str, audited: Audit) -> None:
    tables = tabulate([audited])
    breaks(tables)
    told = [str(fault) for fault in faults(tables)]
    assert any(fault.startswith(line) for fault in told), told


def test_a_claim_of_no_release_is_a_bug_and_says_so(audited: Audit) -> None:
    with pytest.raises(TableError, match=r"a bug of press-audit.*\ntable documents, row 2"):
        tabulate([audited, audited])


Damage = Callable[[Path], object]
NOT_THERE = "is not in table figures; it holds a figure_id that stands there"
AGAIN = "; let press-audit run write it again"


def edit(name: str, old: str, new: str) -> Damage:
    """Puts ``new`` where ``old`` stood first."""

    def damage(folder: Path) -> None:
        content = (folder / name).read_text("utf-8")
        assert old in content
        (folder / name).write_text(content.replace(old, new, 1), "utf-8")

    return damage


def lines(name: str, change: Callable[[list[str]], list[str]]) -> Damage:
    """Changes the lines of a file."""
    return lambda folder: (folder / name).write_text(
        "\n".join(change((folder / name).read_text("utf-8").splitlines())) + "\n", "utf-8"
    )


def describe(change: Callable[[dict], object]) -> Damage:
    """Changes the descriptor of the claims."""

    def damage(folder: Path) -> None:
        package_ = json.loads((folder / "datapackage.json").read_text("utf-8"))
        change(package_["resources"][3])
        (folder / "datapackage.json").write_text(json.dumps(package_), "utf-8")

    return damage


def remove(name: str) -> Damage:
    return lambda folder: (folder / name).unlink()


def replace_by_a_folder(name: str) -> Damage:
    return lambda folder: ((folder / name).unlink(), (folder / name).mkdir())


def spoil(name: str) -> Damage:
    return lambda folder: (folder / name).write_bytes((folder / name).read_bytes() + b"\xfc\n")


# What is done to a good package, and all that is then said; nothing where it stays a good one.
DAMAGED: list[tuple[str, Damage, list[str]]] = [
    ("a column may be added", lines("cells.csv", lambda rows: [f"{row},more" for row in rows]), []),
    ("columns may change places", lines("cells.csv", lambda rows: [",".join(r.split(",")[::-1]) for r in rows]), []),
    ("lines may end as on Windows", lines("cells.csv", lambda rows: [f"{row}\r" for row in rows]), []),
    (
        "a column may be added and described",
        lambda folder: (
            describe(lambda table: table["schema"]["fields"].append({"name": "more", "type": "integer"}))(folder),
            lines("claims.csv", lambda rows: [f"{rows[0]},more", *(f"{row},1" for row in rows[1:])])(folder),
        ),
        [],
    ),
    (
        "a changed value",
        edit("figures.csv", ",30,30,0,", ",30,tiga puluh,0,"),
        ["figures.csv:2: column value: 'tiga puluh' is not allowed; it holds a plain decimal"],
    ),
    (
        "a changed word",
        edit("claims.csv", ",inconsistent,", ",wrong,"),
        ["claims.csv:2: column status: 'wrong' is not allowed; it holds consistent, inconsistent or undecided"],
    ),
    (
        "a changed length",
        edit("figures.csv", ",30,30,0,", ",300,30,0,"),
        ["figures.csv:2: broken rule: text is as long as from start to end"],
    ),
    (
        "a value that is gone",
        edit("claim_members.csv", "C001,2,", "C001,,"),
        ["claim_members.csv:3: column position: '' is not allowed; it holds a whole number, at least 1"],
    ),
    (
        "a deleted row",
        lines("claim_members.csv", lambda rows: rows[:-1]),
        ['claim_members.csv: rows are missing or were added: expected is "3" and actual is "2"'],
    ),
    (
        "a deleted row that others name",
        lines("figures.csv", lambda rows: rows[:-1]),
        [
            "documents.csv:2: column figures: '3' is not allowed; table figures has 2 such rows of the release",
            'figures.csv: rows are missing or were added: expected is "3" and actual is "2"',
            f"cells.csv:4: column figure_id: 'kebun#F003' {NOT_THERE}",
            f"claim_members.csv:4: column figure_id: 'kebun#F003' {NOT_THERE}",
            f"repairs.csv:2: column figure_id: 'kebun#F003' {NOT_THERE}",
        ],
    ),
    (
        "a broken key",
        edit("claim_members.csv", "kebun#F003", "kebun#F999"),
        [f"claim_members.csv:4: column figure_id: 'kebun#F999' {NOT_THERE}"],
    ),
    (
        "a key used twice",
        edit("claim_members.csv", "C001,3,", "C001,2,"),
        [
            "claim_members.csv:3: another row has the same claim_id and position; each stands there once",
            "claim_members.csv:4: another row has the same claim_id and position; each stands there once",
        ],
    ),
    (
        "a cell too many",
        edit("claim_members.csv", "F001,total", "F001,total,x"),
        ["claim_members.csv:2: a cell too many; one for each column is allowed"],
    ),
    (
        "a renamed column",
        edit("figures.csv", "figure_id,", "id,"),
        ["figures.csv:1: column figure_id: missing ('id' is there instead); columns may be added, never renamed"],
    ),
    (
        "a column that is there twice",
        edit("cells.csv", "role", "role,role"),
        ["cells.csv:1: column role: there more than once; once is allowed"],
    ),
    ("a missing file", remove("claims.csv"), [f"claims.csv: missing{AGAIN}"]),
    (
        "a folder in its place",
        replace_by_a_folder("claims.csv"),
        [f"claims.csv: can't be read (Is a directory){AGAIN}"],
    ),
    ("a file that is not UTF-8", spoil("claims.csv"), [f"claims.csv: no CSV in UTF-8{AGAIN}"]),
    ("a description that is not UTF-8", spoil("datapackage.json"), [f"datapackage.json: not UTF-8{AGAIN}"]),
    (
        "a description that is no JSON",
        edit("datapackage.json", '"name": "press-audit",', '"name":,'),
        [f"datapackage.json:2: no JSON (Expecting value){AGAIN}"],
    ),
    (
        "a description that is no package",
        lines("datapackage.json", lambda _: ['{"resources": 1}']),
        [f"datapackage.json: no list of resources that have names{AGAIN}"],
    ),
    (
        "a table that is not described",
        describe(lambda table: table.update(name="other")),
        [f"datapackage.json: table claims is not in it{AGAIN}"],
    ),
    (
        "a table that is described otherwise",
        describe(lambda table: table["schema"]["fields"].pop()),
        [f"datapackage.json: table claims is not described as it was (schema){AGAIN}"],
    ),
    (
        "a table from elsewhere",
        describe(lambda table: table.update(path="https://example.org/claims.csv")),
        [f"datapackage.json: table claims is not in this folder{AGAIN}"],
    ),
]


@pytest.mark.skipif(os.sep != "/", reason="the messages name paths as they are written here")
@pytest.mark.parametrize(("damage", "told"), [case[1:] for case in DAMAGED], ids=[case[0] for case in DAMAGED])
def test_a_damage_to_the_files_is_named(damage: Damage, told: list[str], audited: Audit, tmp_path: Path) -> None:
    write(package.render(tabulate([audited])), tmp_path)
    damage(tmp_path)
    assert faults_of_files(tmp_path) == [f"{tmp_path}/{line}" for line in told]


def test_each_fault_is_named_though_one_table_is_missing(audited: Audit, tmp_path: Path) -> None:
    write(package.render(tabulate([audited])), tmp_path)
    remove("repairs.csv")(tmp_path)
    edit("figures.csv", ",30,30,0,", ",30,tiga puluh,0,")(tmp_path)
    edit("claims.csv", ",inconsistent,", ",wrong,")(tmp_path)
    found = [Path(line.split(": ")[0]).name for line in faults_of_files(tmp_path)]
    assert found == ["repairs.csv", "figures.csv:2", "claims.csv:2"]


def test_a_row_is_named_by_the_line_on_which_it_begins(audited: Audit, tmp_path: Path) -> None:
    label = replace(audited.figures[0], label="jati\ndan mahoni")
    write(package.render(tabulate([replace(audited, figures=(label, *audited.figures[1:]))])), tmp_path)
    edit("figures.csv", ",18,18,0,", ",18,x,0,")(tmp_path)
    assert [Path(line.split(": ")[0]).name for line in faults_of_files(tmp_path)] == ["figures.csv:4"]


def test_nothing_is_left_behind_when_a_file_cannot_be_written(tmp_path: Path) -> None:
    (tmp_path / "a.csv").mkdir()
    with pytest.raises(OSError):
        write({"a.csv": "new"}, tmp_path)
    assert [path.name for path in tmp_path.iterdir()] == ["a.csv"]
