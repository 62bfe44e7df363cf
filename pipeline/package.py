"""The data package: tables as CSV files with their descriptor, written and read back."""

import csv
from collections.abc import Callable, Iterable, Mapping, Sequence
from decimal import Decimal
from io import StringIO
from pathlib import Path
from typing import Any

import pandas as pd

from pipeline.records import Audit
from pipeline.tabulate import frame, told
from schemas.committed import DESCRIPTOR, counted
from schemas.descriptor import column_types
from schemas.tables import MODELS

PLAIN: Mapping[str, Callable[[Any], str]] = {
    "object": lambda value: "" if value is None else format(value, "f"),  # str would write 1E+3
    "bool": lambda value: "true" if value else "false",
    "int64": str,
    "str": str,
}
VALUES: Mapping[str, Callable[[str], Any]] = {
    "object": lambda cell: Decimal(cell) if cell else None,
    "bool": {"true": True, "false": False}.__getitem__,
    "int64": int,
    "str": str,
}


def render(tables: Mapping[str, pd.DataFrame]) -> dict[str, str]:
    """The files of the package by name: a CSV file for each table, and ``datapackage.json``."""
    files = {f"{name}.csv": to_csv(name, table) for name, table in tables.items()}
    return files | {DESCRIPTOR: counted({name: len(table) for name, table in tables.items()})}


def to_csv(name: str, table: pd.DataFrame) -> str:
    """A table as CSV: plain decimals with a point, empty where there is none; lines end with "\\n"."""
    return head(name) + body(name, zip(*(table[column] for column in column_types(name)), strict=True))


def head(name: str) -> str:
    """The first line of a table as CSV."""
    return _csv([tuple(column_types(name))])


def body(name: str, rows: Iterable[Iterable[Any]]) -> str:
    """The other lines, from rows that have the columns in their order."""
    plain = [PLAIN[kind] for kind in column_types(name).values()]
    return _csv(tuple(show(value) for show, value in zip(plain, row, strict=True)) for row in rows)


def _csv(rows: Iterable[Sequence[str]]) -> str:
    out = StringIO()
    csv.writer(out, lineterminator="\n").writerows(rows)
    return out.getvalue()


def part(audit: Audit, reader: str | None = None) -> dict[str, tuple[int, str]]:
    """What one release has in each table: how many rows, and those as CSV."""
    found = {}
    for name, rows in told(reader).items():
        own = [[row[column] for column in column_types(name)] for row in rows(audit)]
        found[name] = len(own), body(name, own)
    return found


def joined(parts: Sequence[Mapping[str, tuple[int, str]]]) -> dict[str, pd.DataFrame]:
    """The tables of such parts."""
    return {
        name: parsed(name, StringIO(head(name) + "".join(p[name][1] for p in parts), newline="")) for name in MODELS
    }


def read(folder: Path, names: Iterable[str] = tuple(MODELS)) -> dict[str, pd.DataFrame]:
    """The tables of a package that was written to ``folder``, exactly as they were.

    OSError where a file is missing, ValueError where a cell is none of its column's type.
    """
    return {name: _read(name, folder / f"{name}.csv") for name in names}


def _read(name: str, path: Path) -> pd.DataFrame:
    with path.open(encoding="utf-8", newline="") as file:
        return parsed(name, file)


def parsed(name: str, lines: Iterable[str]) -> pd.DataFrame:
    """A table from the lines of its CSV."""
    kinds = column_types(name)
    rows = [{column: VALUES[kinds[column]](row[column]) for column in kinds} for row in csv.DictReader(lines)]
    return frame(name, rows)
