"""Checks tables against their models and each other, and says what is wrong in readable lines.

A row is named by its line in the CSV file: the head is line 1.
"""

from collections.abc import Iterator, Mapping
from typing import Any

import pandas as pd
import pandera.pandas as pa

from schemas.descriptor import foreign_keys
from schemas.tables import MODELS

HEAD = 2  # the row labelled 0 stands on line 2


def faults(tables: Mapping[str, pd.DataFrame]) -> list[str]:
    """Everything that is wrong with the tables, a line each; empty where all is well."""
    return [line for name in MODELS for line in (*_against_model(name, tables[name]), *_broken_keys(name, tables))]


def _against_model(name: str, table: pd.DataFrame) -> list[str]:
    try:
        MODELS[name].validate(table, lazy=True)
    except pa.errors.SchemaErrors as error:
        # A check across columns fails once for each of them: one line is enough.
        return list(dict.fromkeys(_line(name, case) for case in error.failure_cases.to_dict("records")))
    return []


def _line(name: str, case: Mapping[Any, Any]) -> str:
    row = "" if pd.isna(case["index"]) else f", row {case['index'] + HEAD}"
    if case["schema_context"] == "DataFrameSchema" and row and "unique" not in str(case["check"]):
        return f"table {name}{row}: breaks {case['check']}"
    column = case["column"] if case["schema_context"] == "Column" or row else case["failure_case"]
    return f"table {name}{row}, column {column}: {case['failure_case']!r} breaks {case['check']}"


def _broken_keys(name: str, tables: Mapping[str, pd.DataFrame]) -> Iterator[str]:
    for column, target in foreign_keys(name).items():
        keys = tables[name][column]
        for index, key in keys[~keys.isin(tables[target][column]) & (keys != "")].items():
            yield f"table {name}, row {int(str(index)) + HEAD}, column {column}: {key!r} is not in table {target}"
