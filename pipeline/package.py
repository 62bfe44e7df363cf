"""The data package: tables as CSV files with their descriptor, written and read back."""

import csv
import json
from collections.abc import Callable, Iterable, Mapping
from decimal import Decimal
from io import StringIO
from pathlib import Path
from typing import Any

import pandas as pd

from pipeline.tabulate import frame
from schemas.descriptor import as_text, column_types, committed
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
    return files | {"datapackage.json": _counted(tables)}


def _counted(tables: Mapping[str, pd.DataFrame]) -> str:
    """The descriptor with how many rows there are, so that one that gets lost is missed."""
    package = json.loads(committed())
    for resource in package["resources"]:
        resource["rows"] = len(tables[resource["name"]])
    return as_text(package)


def to_csv(name: str, table: pd.DataFrame) -> str:
    """A table as CSV: plain decimals with a point, empty where there is none; lines end with "\\n"."""
    kinds = column_types(name)
    columns = [[PLAIN[kind](value) for value in table[column]] for column, kind in kinds.items()]
    out = StringIO()
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(kinds)
    writer.writerows(zip(*columns, strict=True))
    return out.getvalue()


def read(folder: Path, names: Iterable[str] = tuple(MODELS)) -> dict[str, pd.DataFrame]:
    """The tables of a package that was written to ``folder``, exactly as they were.

    OSError where a file is missing, ValueError where a cell is none of its column's type.
    """
    return {name: _read(name, folder / f"{name}.csv") for name in names}


def _read(name: str, path: Path) -> pd.DataFrame:
    kinds = column_types(name)
    with path.open(encoding="utf-8", newline="") as file:
        rows = [{column: VALUES[kinds[column]](row[column]) for column in kinds} for row in csv.DictReader(file)]
    return frame(name, rows)
