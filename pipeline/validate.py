"""Checks a written data package again: its files, then its rows by Frictionless, then its tables by their models."""

import csv
import json
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from schemas.check import Fault, not_allowed, not_there, twice
from schemas.committed import DESCRIPTOR
from schemas.descriptor import column_types, resource
from schemas.tables import MODELS

if TYPE_CHECKING:
    from frictionless import Error as FrictionlessError

AGAIN = "let press-audit run write it again"


def faults(folder: Path) -> list[str]:
    """Everything that is wrong with the package in ``folder``, a line each; empty where all is well.

    A line names the file, the line in it, the column, what is wrong, and what is allowed. Columns may be added.
    """
    try:
        package = _descriptor(folder / DESCRIPTOR)
    except ValueError as error:
        return [f"{folder / DESCRIPTOR}{error}; {AGAIN}"]
    unreadable = {name: fault for name in MODELS if (fault := _unreadable(name, folder / f"{name}.csv"))}
    errors = list(_errors(package, folder, unreadable))
    # The models assume that every cell can be read.
    broken = unreadable.keys() | {table for table, error in errors if error.type in CELLS}
    found = [_fault(table, error) for table, error in errors] + _against_models(folder, broken)
    return [*unreadable.values(), *_located(found, folder)]


def _descriptor(path: Path) -> dict[str, Any]:
    """The descriptor; ValueError where it does not describe our tables as we do."""
    try:
        package = json.loads(path.read_text("utf-8"))
        described = {each["name"]: each for each in package["resources"]}
        elsewhere = [name for name, each in described.items() if "://" in str(each.get("path"))]
    except UnicodeDecodeError as error:
        raise ValueError(": not UTF-8") from error
    except json.JSONDecodeError as error:
        raise ValueError(f":{error.lineno}: no JSON ({error.msg})") from error
    except (AttributeError, KeyError, TypeError) as error:
        raise ValueError(": no list of resources that have names") from error
    if elsewhere:
        raise ValueError(f": table {', '.join(elsewhere)} is not in this folder")
    for name in MODELS:
        if name not in described:
            raise ValueError(f": table {name} is not in it")
        if changed := [key for key, value in resource(name).items() if not _says(described[name].get(key), value)]:
            raise ValueError(f": table {name} is not described as it was ({', '.join(changed)})")
    return dict(package)


def _says(found: Any, meant: Any) -> bool:
    """Whether a descriptor says what is meant; it may have more columns."""
    if isinstance(meant, dict) and isinstance(found, dict):
        return all(_says(found.get(key), value) for key, value in meant.items())
    if isinstance(meant, list) and isinstance(found, list):
        return all(any(_says(each, value) for each in found) for value in meant)
    return bool(found == meant)


def _unreadable(name: str, path: Path) -> str:
    """What is wrong with a file as a whole, if anything is."""
    try:
        with path.open(encoding="utf-8", newline="") as file:
            head = next(csv.reader(file), [])
            file.read()
    except FileNotFoundError:
        return f"{path}: missing; {AGAIN}"
    except OSError as error:
        return f"{path}: can't be read ({error.strerror}); {AGAIN}"
    except (UnicodeDecodeError, csv.Error):
        return f"{path}: no CSV in UTF-8; {AGAIN}"
    return _beheaded(name, head, path)


def _beheaded(name: str, head: Sequence[str], path: Path) -> str:
    """Which columns are missing; those that are there instead may be renamed ones."""
    known = column_types(name)
    missing, added = [c for c in known if c not in head], [c for c in head if c not in known]
    if missing:
        instead = f" ({', '.join(map(repr, added))} is there instead)" if added else ""
        return f"{path}:1: column {', '.join(missing)}: missing{instead}; columns may be added, never renamed"
    doubled = sorted({column for column in head if head.count(column) > 1})
    return f"{path}:1: column {', '.join(doubled)}: there more than once; once is allowed" if doubled else ""


def _errors(
    package: Mapping[str, Any], folder: Path, unreadable: Collection[str]
) -> Iterator[tuple[str, "FrictionlessError"]]:
    """What Frictionless finds in the files that can be read, with the name of the table; empty for the package."""
    from frictionless import FrictionlessException, Package

    left = {**package, "resources": [_without(each, unreadable) for each in _kept(package, unreadable)]}
    try:
        tables = Package.from_descriptor(left, basepath=str(folder))
    except FrictionlessException as error:
        yield "", error.error
        return
    report = tables.validate()
    yield from (("", error) for error in report.errors)
    yield from ((task.name, error) for task in report.tasks for error in task.errors)


def _kept(package: Mapping[str, Any], unreadable: Collection[str]) -> list[dict[str, Any]]:
    return [each for each in package["resources"] if each["name"] not in unreadable]


def _without(described: dict[str, Any], unreadable: Collection[str]) -> dict[str, Any]:
    """A table without its keys into tables that can't be read."""
    keys = described.get("schema", {}).get("foreignKeys", [])
    kept = [key for key in keys if key["reference"]["resource"] not in unreadable]
    return described | {"schema": described["schema"] | {"foreignKeys": kept}} if keys else described


def _fault(table: str, error: "FrictionlessError") -> Fault:
    columns = getattr(error, "field_names", None) or [getattr(error, "field_name", None) or ""]
    text = TOLD[error.type](table, error) if error.type in TOLD else error.note or error.title.lower()
    return Fault(table, getattr(error, "row_number", 0), columns[0], text)


def _cell(table: str, error: Any) -> str:
    value = "" if error.cell == "None" else error.cell
    return not_allowed(table, error.field_name, value) if table in MODELS else str(error.note)


def _key(_: str, error: Any) -> str:
    return not_there(error.reference_field_names[0], error.field_cells[0], error.reference_name)


# After these the cells of a table can't be read.
CELLS = {"type-error", "constraint-error", "blank-row", "extra-cell", "missing-cell"}

# What Frictionless finds, by its type, in our words.
TOLD: Mapping[str, Callable[[str, Any], str]] = {
    "type-error": _cell,
    "constraint-error": _cell,
    "foreign-key": _key,
    "primary-key": lambda table, _: twice(table),
    "blank-row": lambda *_: "an empty line; a row for each line is allowed",
    "extra-cell": lambda *_: "a cell too many; one for each column is allowed",
    "missing-cell": lambda *_: "a cell too few; one for each column is allowed",
    "row-count": lambda _, error: f"rows are missing or were added: {error.note}",
}


def _against_models(folder: Path, broken: set[str]) -> list[Fault]:
    from pipeline.package import read
    from schemas.check import faults as of_tables

    return of_tables(read(folder, [name for name in MODELS if name not in broken]))


def _located(found: Sequence[Fault], folder: Path) -> Iterator[str]:
    """The faults in the order of tables and rows, each place once, by the lines of the files."""
    once: dict[tuple[str, int, str], Fault] = {}
    for fault in found:
        once.setdefault(fault[:3], fault)
    order = {name: number for number, name in enumerate(MODELS)}
    for fault in sorted(once.values(), key=lambda fault: (order.get(fault.table, -1), fault.row)):
        file = folder / (f"{fault.table}.csv" if fault.table else DESCRIPTOR)
        line = f":{_line(file, fault.row)}" if fault.row else ""
        column = f" column {fault.column}:" if fault.column else ""
        yield f"{file}{line}:{column} {fault.text}"


def _line(file: Path, row: int) -> int:
    """The line on which a row begins: a cell may reach over several."""
    with file.open(encoding="utf-8", newline="") as lines:
        reader = csv.reader(lines)
        for _ in range(row - 1):
            next(reader, None)
        return reader.line_num + 1
