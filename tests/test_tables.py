"""The tables: what is written is what was found, plain and exact, and what breaks a schema is named by its row."""

import json
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
from schemas.descriptor import as_text, committed
from schemas.tables import MODELS
from tests.conftest import made

DESIGN = {
    "documents": "doc_id source format title language published sha256 characters figures covered claims inconsistent",
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
    assert committed() == as_text(), "renew it: python -m schemas.descriptor > schemas/datapackage.json"


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


@settings(deadline=None)
@given(st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\0\r"), min_size=1, max_size=30))
def test_no_message_breaks_the_file(tmp_path_factory: pytest.TempPathFactory, words: str) -> None:
    audited = made()
    check = replace(audited.checks[0], explanation=words)
    tables = tabulate([replace(audited, checks=(check,))])
    folder = tmp_path_factory.mktemp("package")
    write(package.render(tables), folder)
    assert package.read(folder)["claims"]["explanation"].tolist() == [words]


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
    (put("figures", 3, "start", -4), "table figures, row 3, column start: -4 breaks greater_than_or_equal_to(0)"),
    (put("figures", 4, "text", "140"), "table figures, row 4: breaks text_fills_its_span"),
    (put("figures", 2, "value", 30.0), "table figures, row 2, column value: 30.0 breaks exact"),
    (put("claims", 2, "kind", "guess"), "table claims, row 2, column kind: 'guess' breaks isin("),
    (
        put("claims", 2, "confidence", Decimal("1.01")),
        "table claims, row 2, column confidence: Decimal('1.01') breaks",
    ),
    (put("findings", 2, "code", "Sum_"), "table findings, row 2, column code: 'Sum_' breaks str_matches("),
    (put("findings", 2, "end", 8), "table findings, row 2: breaks end_after_start"),
    (put("documents", 2, "covered", 4), "table documents, row 2: breaks no_more_than_all"),
    (put("documents", 2, "doc_id", "x"), "table figures, row 2, column doc_id: 'kebun' is not in table documents"),
    (
        put("claim_members", 3, "figure_id", "F9"),
        "table claim_members, row 3, column figure_id: 'F9' is not in",
    ),
    (put("findings", 2, "claim_id", "C9"), "table findings, row 2, column claim_id: 'C9' is not in table claims"),
    (
        put("figures", 3, "figure_id", "kebun#F001"),
        "table figures, row 2, column figure_id: 'kebun#F001' breaks m",
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
    assert any(fault.startswith(line) for fault in faults(tables)), faults(tables)


def test_a_claim_of_no_release_is_a_bug_and_says_so(audited: Audit) -> None:
    with pytest.raises(TableError, match=r"a bug of press-audit.*\ntable documents, row 2"):
        tabulate([audited, audited])


EDITED = [
    ("figures.csv", ",30,30,0,", ",30,tiga puluh,0,", "table figures, row 2, column value: "),
    ("claims.csv", ",inconsistent,", ",wrong,", "table claims, row 2, column status: "),
    ("claim_members.csv", "kebun#F003", "kebun#F999", "table claim_members, row 4: "),
    ("findings.csv", "kebun#C001", "kebun#C999", "table findings, row 2: "),
    ("figures.csv", "kebun#F002", "kebun#F001", "table figures, row 3: "),
    ("figures.csv", ",30,30,0,", ",300,30,0,", "table figures, row 2: breaks text_fills_its_span"),
    ("figures.csv", "figure_id,", "id,", "table figures, column figure_id: "),
]


@pytest.mark.parametrize(("name", "old", "new", "line"), EDITED)
def test_a_fault_in_the_files_is_found(
    name: str, old: str, new: str, line: str, audited: Audit, tmp_path: Path
) -> None:
    write(package.render(tabulate([audited])), tmp_path)
    content = (tmp_path / name).read_text("utf-8")
    assert old in content
    (tmp_path / name).write_text(content.replace(old, new, 1), "utf-8")
    assert any(fault.startswith(line) for fault in faults_of_files(tmp_path)), faults_of_files(tmp_path)


def test_a_missing_table_is_found(audited: Audit, tmp_path: Path) -> None:
    write(package.render(tabulate([audited])), tmp_path)
    (tmp_path / "claims.csv").unlink()
    assert any("claims.csv" in fault for fault in faults_of_files(tmp_path))


def test_a_broken_descriptor_is_found(tmp_path: Path) -> None:
    (tmp_path / "datapackage.json").write_text(json.dumps({"resources": 1}), "utf-8")
    assert len(faults_of_files(tmp_path)) == 1


def test_nothing_is_left_behind_when_a_file_cannot_be_written(tmp_path: Path) -> None:
    (tmp_path / "a.csv").mkdir()
    with pytest.raises(OSError):
        write({"a.csv": "new"}, tmp_path)
    assert [path.name for path in tmp_path.iterdir()] == ["a.csv"]
