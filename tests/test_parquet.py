"""Parquet tables: exact, partitioned, the same as CSV, read by DuckDB and pandas, and checked part by part."""

import ast
import re
import subprocess
import sys
from collections.abc import Callable
from decimal import Context, Decimal, InvalidOperation
from pathlib import Path
from typing import Any

import duckdb
import pandas as pd
import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from click.testing import CliRunner, Result
from hypothesis import given
from hypothesis import strategies as st

from pipeline import package, tables
from pipeline.cli import cli
from pipeline.tables import parquet
from schemas.arrow import PRECISION, SCALE, arrow_schema, fits
from schemas.descriptor import column_types
from schemas.tables import MODELS

ROOT = Path(__file__).parents[1]
FAULTY = "Ditanam 30 bibit, terdiri dari 18 bibit jati dan 14 bibit mahoni. Beratnya 18,50 kilogram."
CLEAN = "Ditanam 30 bibit, terdiri dari 18 bibit jati dan 12 bibit mahoni."
LONG = "Nilainya 3,14159265358979 persen dari 30 bibit."
RELEASES = {"bnn/a.txt": FAULTY, "bnn/b.txt": CLEAN, "0012/c.txt": CLEAN, "dinas a=b/d/e.txt": FAULTY, "f.txt": CLEAN}


@pytest.fixture
def call(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Callable[..., Result]:
    """The command where ``raw`` has releases in folders."""
    monkeypatch.chdir(tmp_path)
    for name, text in RELEASES.items():
        (Path("raw") / name).parent.mkdir(parents=True, exist_ok=True)
        (Path("raw") / name).write_text(text, "utf-8")
    return lambda *arguments: CliRunner().invoke(cli, arguments, catch_exceptions=False)


@pytest.fixture
def written(call: Callable[..., Result]) -> Path:
    """The tables of a run, in all formats."""
    assert call("run", "--tables", "all", "--fail-on", "never").exit_code == 0
    return Path("reports/tables")


def rows(table: pd.DataFrame) -> list[tuple[Any, ...]]:
    """Rows to compare, in an order of their own; a missing number is None in each way of reading."""
    plain = table.astype(object).where(table.notna(), None)
    return sorted(map(tuple, plain.itertuples(index=False)), key=repr_of_numbers)


def repr_of_numbers(row: tuple[Any, ...]) -> str:
    return repr([f"{cell.normalize():f}" if isinstance(cell, Decimal) else cell for cell in row])


@pytest.mark.parametrize("name", MODELS)
def test_every_reader_finds_what_the_csv_files_say(name: str, written: Path) -> None:
    expected = rows(package.read(written)[name])
    columns = ", ".join(f'"{column}"' for column in column_types(name))
    with_pandas = pd.read_parquet(written / name, dtype_backend="pyarrow")[list(column_types(name))]
    with_duckdb = duckdb.sql(f"SELECT {columns} FROM '{written}/{name}/*/*.parquet'").fetchall()
    assert rows(with_pandas) == expected
    assert sorted(with_duckdb, key=repr_of_numbers) == expected


def test_the_folder_is_a_column_of_every_table(written: Path) -> None:
    folders = {"bnn", "0012", "dinas a=b", "."}
    query = "SELECT DISTINCT folder FROM read_parquet('{}/{}/*/*.parquet', hive_types_autocast = false)"
    assert {row[0] for row in duckdb.sql(query.format(written, "documents")).fetchall()} == folders
    assert set(pd.read_parquet(written / "documents")["folder"]) == folders
    for name in ("claim_members", "repairs"):
        owners = duckdb.sql(query.format(written, name)).fetchall()
        assert {"bnn", "dinas a=b"} <= {row[0] for row in owners} <= folders


def test_numbers_are_exact_decimals(written: Path) -> None:
    schema = pq.ParquetFile(next((written / "claims").rglob("*.parquet"))).schema_arrow
    assert schema.field("stated").type == pa.decimal128(PRECISION, SCALE)
    (total,) = duckdb.sql(f"SELECT sum(value) FROM '{written}/figures/*/*.parquet' WHERE text = '18,50'").fetchall()
    assert total == (Decimal("37"),)


@pytest.mark.parametrize("name", MODELS)
def test_the_schema_is_that_of_the_model(name: str) -> None:
    model = MODELS[name].to_schema()
    for field in arrow_schema(name):
        assert field.nullable == model.columns[field.name].nullable
        assert field.metadata[b"description"].decode() == model.columns[field.name].description
    assert arrow_schema(name).names == list(model.columns)


@given(st.decimals(allow_nan=False, allow_infinity=False) | st.integers(-(10**40), 10**40).map(Decimal))
def test_a_number_fits_where_it_is_written_exactly(value: Decimal) -> None:
    # Not asked of Arrow: it takes what is next to nought for nought.
    assert fits(value) == exact(value)
    if fits(value):
        assert pa.array([value], pa.decimal128(PRECISION, SCALE)).to_pylist() == [value]


def exact(value: Decimal) -> bool:
    try:
        return value.quantize(Decimal(1).scaleb(-SCALE), context=Context(prec=PRECISION)) == value
    except InvalidOperation:
        return False


def test_a_number_that_does_not_fit_is_a_line_and_all_else_is_written(call: Callable[..., Result]) -> None:
    Path("raw/bnn/long.txt").write_text(LONG)
    result = call("run", "--tables", "all", "--fail-on", "never")
    assert result.exit_code == 2
    assert result.stderr == (
        "Error: raw/bnn/long.txt: value of table figures: 3.14159265358979 has more digits than Parquet holds "
        "(29 before the point, 9 behind it); use --tables csv for it\n"
    )
    there = {row["doc_id"] for row in pd.read_parquet("reports/tables/documents").to_dict("records")}
    assert there == {name.removesuffix(".txt") for name in RELEASES}
    assert "bnn/long" in set(package.read(Path("reports/tables"))["documents"]["doc_id"])


@pytest.mark.parametrize(
    ("option", "csv", "parquet_"), [("csv", True, False), ("parquet", False, True), ("all", True, True)]
)
def test_which_tables_are_written(option: str, csv: bool, parquet_: bool, call: Callable[..., Result]) -> None:
    call("run", "--tables", option)
    assert Path("reports/tables/figures.csv").is_file() == csv
    assert Path("reports/tables/figures").is_dir() == parquet_
    assert call("validate").stdout == "reports/tables: valid\n"


def test_what_an_earlier_run_wrote_is_not_mixed_in(call: Callable[..., Result]) -> None:
    call("run", "--tables", "all")
    call("run", "raw/bnn", "--tables", "parquet")
    assert set(pd.read_parquet("reports/tables/documents")["doc_id"]) == {"a", "b"}
    assert not Path("reports/tables/figures.csv").exists()


def changed(path: Path, column: str, value: Any) -> None:
    """A file with the first value of a column changed."""
    table = pq.ParquetFile(path).read()
    values = [value, *table[column].to_pylist()[1:]]
    place = table.column_names.index(column)
    pq.write_table(table.set_column(place, table.schema.field(column), pa.array(values, table[column].type)), path)


FIGURES = Path("reports/tables/figures/folder=bnn/part-00000.parquet")
DOCUMENTS = Path("reports/tables/documents/folder=bnn/part-00000.parquet")
FAULTS: list[tuple[Callable[[], object], str]] = [
    (lambda: changed(FIGURES, "kind", "price"), f"{FIGURES}: row 1: column kind: 'price' is not allowed; it holds "),
    (
        lambda: changed(FIGURES, "doc_id", "bnn/x"),
        f"{FIGURES}: row 1: column doc_id: 'bnn/x' is not in table documents",
    ),
    (lambda: changed(DOCUMENTS, "claims", 7), f"{DOCUMENTS}: row 1: column claims: '7' is not allowed; table claims "),
    (FIGURES.unlink, f"{FIGURES}: missing; let press-audit run write it again"),
    (lambda: FIGURES.write_bytes(b"PAR1"), f"{FIGURES}: no Parquet ("),
    (
        lambda: pq.write_table(pq.ParquetFile(FIGURES).read().drop_columns(["value"]), FIGURES),
        f"{FIGURES}: column value: missing or of another type; ",
    ),
    (lambda: copied("00000", "00001"), f"{DOCUMENTS}: column doc_id: a row has the same doc_id as one of another part"),
]


def copied(part: str, other: str) -> None:
    for path in Path("reports/tables").rglob(f"*bnn/part-{part}.parquet"):
        path.with_name(path.name.replace(part, other)).write_bytes(path.read_bytes())


@pytest.mark.parametrize(("damage", "line"), FAULTS)
def test_what_is_wrong_with_a_part_is_a_line(
    damage: Callable[[], object], line: str, call: Callable[..., Result]
) -> None:
    call("run", "--tables", "parquet")
    damage()
    result = call("validate")
    assert result.exit_code == 1
    assert any(told.startswith(line) for told in result.stdout.splitlines())


@pytest.mark.parametrize("arguments", ["run --tables parquet", "run --tables all"])
def test_without_pyarrow_one_line_says_what_to_install(arguments: str, written: Path) -> None:
    code = (
        "import sys; sys.modules['pyarrow'] = None\nfrom pipeline.cli import cli\n"
        f"cli({[*arguments.split(), '--out', 'new']!r})"
    )
    command = [sys.executable, "-c", code]
    done = subprocess.run(command, env={"PYTHONPATH": str(ROOT)}, capture_output=True, text=True, check=False)
    line = "Error: Parquet: pyarrow is not installed; run: pip install 'press-audit[bulk]'\n"
    assert (done.returncode, done.stdout, done.stderr) == (2, "", line)
    assert not Path("new").exists()


def test_the_formats_are_those_that_are_there() -> None:
    assert tables.names() == ["csv", "parquet"]
    assert list(tables.chosen(tables.ALL)) == tables.names()


def test_a_part_read_back_is_what_was_written(written: Path) -> None:
    (path,) = written.glob("figures/folder=bnn/*.parquet")
    expected = package.read(written)["figures"]
    expected = expected[expected["doc_id"].str.startswith("bnn/")]
    assert rows(parquet.read("figures", path)) == rows(expected)


def test_the_query_of_the_readme_runs(written: Path) -> None:
    (query,) = re.findall(r"```sql\n(.*?)```", (ROOT / "README.md").read_text("utf-8"), re.DOTALL)
    assert duckdb.sql(query).fetchall() == [("bnn", "sum-mismatch", 1), ("dinas a=b", "sum-mismatch", 1)]


def test_the_lines_of_the_page_on_archives_run(written: Path) -> None:
    (lines,) = re.findall(r"```python\n(.*?)```", (ROOT / "docs" / "archives.md").read_text("utf-8"), re.DOTALL)
    claims, broken = (eval(ast.unparse(line), {"pandas": pd, "duckdb": duckdb}) for line in ast.parse(lines).body)
    assert claims["stated"].sum() == Decimal(150)
    assert sorted(broken.fetchall()) == [("bnn", 1), ("dinas a=b", 1)]
