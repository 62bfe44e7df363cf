"""Checks a written data package again: Frictionless reads its files, then the models check the tables as wholes."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any


def faults(folder: Path) -> list[str]:
    """Everything that is wrong with the package in ``folder``, a line each; empty where all is well."""
    from frictionless import FrictionlessException, validate

    try:
        found = list(_lines(validate(folder / "datapackage.json")))
    except FrictionlessException as error:
        found = [f"{folder / 'datapackage.json'}: {error.error.note}"]
    # The models assume that cells can be read, so they speak only when Frictionless is content.
    return found or _against_models(folder)


def _lines(report: Any) -> Iterator[str]:
    yield from (f"package: {error.note}" for error in report.errors)
    for task in report.tasks:
        for error in task.errors:
            row, column = getattr(error, "row_number", None), getattr(error, "field_name", None)
            place = (f", row {row}" if row else "") + (f", column {column}" if column else "")
            yield f"table {task.name}{place}: {error.note}"


def _against_models(folder: Path) -> list[str]:
    from pipeline.package import read
    from schemas.check import faults as broken

    try:
        return broken(read(folder))
    except FileNotFoundError as error:
        return [f"{error.filename}: missing"]
