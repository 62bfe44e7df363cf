"""Checks tables against their models and each other, and says what is wrong in readable lines."""

from collections.abc import Iterator, Mapping
from typing import Any, NamedTuple

import pandas as pd
import pandera.pandas as pa

from schemas.allowed import allowed
from schemas.descriptor import foreign_keys
from schemas.tables import MODELS

HEAD = 2  # the row labelled 0 is the second row of the file, below the head

# What is counted in documents: the rows of this table, and of those only the ones with this value.
COUNTED = {"figures": ("figures", {}), "claims": ("claims", {}), "inconsistent": ("claims", {"status": "inconsistent"})}


class Fault(NamedTuple):
    """What is wrong in a table; ``row`` counts the head as 1, and is 0 where it is none; ``column`` may be empty."""

    table: str
    row: int
    column: str
    text: str

    def __str__(self) -> str:
        row, column = f", row {self.row}" if self.row else "", f", column {self.column}" if self.column else ""
        return f"table {self.table}{row}{column}: {self.text}"


def faults(tables: Mapping[str, pd.DataFrame]) -> list[Fault]:
    """Everything that is wrong with the tables, those that there are; empty where all is well."""
    return [
        fault
        for name in MODELS
        if name in tables
        for fault in (*_against_model(name, tables[name]), *_broken_keys(name, tables), *_miscounted(name, tables))
    ]


def not_allowed(table: str, column: str, value: object) -> str:
    """A value that its column may not hold, and what it may."""
    return f"{str(value)!r} is not allowed; it holds {allowed(table, column)}"


def not_there(column: str, key: object, target: str) -> str:
    """A key that names no row of another table."""
    return f"{str(key)!r} is not in table {target}; it holds a {column} that stands there"


def twice(table: str) -> str:
    """A row that has the key of another one."""
    return f"another row has the same {' and '.join(_key(table))}; each stands there once"


def _key(table: str) -> list[str]:
    return list(MODELS[table].to_schema().unique or ())


def _against_model(name: str, table: pd.DataFrame) -> list[Fault]:
    try:
        MODELS[name].validate(table, lazy=True)
    except pa.errors.SchemaErrors as error:
        # A check across columns fails once for each of them: one line is enough.
        return list(dict.fromkeys(_fault(name, case) for case in error.failure_cases.to_dict("records")))
    return []


def _fault(name: str, case: Mapping[Any, Any]) -> Fault:
    check, value = str(case["check"]), case["failure_case"]
    if pd.isna(case["index"]):
        column = case["column"] if case["schema_context"] == "Column" else value
        return Fault(name, 0, column, f"{value!r} breaks {check}")
    row = int(case["index"]) + HEAD
    if case["schema_context"] == "Column":
        return Fault(name, row, case["column"], not_allowed(name, case["column"], value))
    rules = {rule.name: rule.description for rule in MODELS[name].to_schema().checks}
    return Fault(name, row, "", f"broken rule: {rules[check]}" if check in rules else twice(name))


def _broken_keys(name: str, tables: Mapping[str, pd.DataFrame]) -> Iterator[Fault]:
    for column, target in foreign_keys(name).items():
        if target in tables:
            keys = tables[name][column]
            for index, key in keys[~keys.isin(tables[target][column]) & (keys != "")].items():
                yield Fault(name, int(str(index)) + HEAD, column, not_there(column, key, target))


def _miscounted(name: str, tables: Mapping[str, pd.DataFrame]) -> Iterator[Fault]:
    """What documents count, against the rows that there are."""
    for column, (counted, which) in COUNTED.items() if name == "documents" else ():
        if counted in tables:
            rows = tables[counted]
            for only, value in which.items():
                rows = rows[rows[only] == value]
            there = rows["doc_id"].value_counts()
            for index, (doc_id, said) in enumerate(zip(tables[name]["doc_id"], tables[name][column], strict=True)):
                if (found := int(there.get(doc_id, 0))) != said:
                    text = f"{str(said)!r} is not allowed; table {counted} has {found} such rows of the release"
                    yield Fault(name, index + HEAD, column, text)
