"""The Frictionless descriptor of the data package, derived from the models."""

from collections.abc import Mapping
from functools import cache
from typing import Any

from schemas.committed import as_text
from schemas.tables import MODELS

FIELD_TYPES = {"int64": "integer", "bool": "boolean", "object": "number", "str": "string"}

# Looked up, so that a check which Frictionless has no word for raises; ``None`` is for those that only pandera makes.
CONSTRAINTS: Mapping[str, Any] = {
    "greater_than_or_equal_to": lambda s: {"minimum": s["min_value"]},
    "in_range": lambda s: {"minimum": s["min_value"], "maximum": s["max_value"]},
    "isin": lambda s: {"enum": list(s["allowed_values"])},
    "str_matches": lambda s: {"pattern": s["pattern"]},
    "str_length": lambda s: {"required": True},
    "exact": lambda s: {},
}

# Said outright, for Frictionless guesses what is not: a column of "a; b" makes it split at ";".
DIALECT = {"delimiter": ",", "quoteChar": '"', "doubleQuote": True, "skipInitialSpace": False}


def foreign_keys(table: str) -> dict[str, str]:
    """Each column of ``table`` that names a row of another table, with the name of that table."""
    metadata: dict[str, Any] = MODELS[table].get_metadata() or {}
    return dict(metadata[table]["dataframe"]["foreign_keys"])


@cache
def column_types(table: str) -> dict[str, str]:
    """Each column of ``table`` in order, with its type: int64, bool, str, or object for exact decimals."""
    columns = MODELS[table].to_schema().columns
    # pandera spells the type of words by what else is installed: string[python], string[pyarrow], str.
    return {
        name: "str" if str(column.dtype).startswith("str") else str(column.dtype) for name, column in columns.items()
    }


def package() -> dict[str, Any]:
    """The descriptor of the whole package, as it is written beside the tables."""
    return {"name": "press-audit", "resources": [resource(name) for name in MODELS]}


def resource(table: str) -> dict[str, Any]:
    """The descriptor of one table."""
    return {
        "name": table,
        "type": "table",
        "path": f"{table}.csv",
        "scheme": "file",
        "format": "csv",
        "mediatype": "text/csv",
        "encoding": "utf-8",
        "dialect": {"csv": DIALECT},
        "description": MODELS[table].to_schema().description,
        "schema": {
            # All of these, and more where somebody adds a column.
            "fieldsMatch": "subset",
            "fields": _fields(table),
            "primaryKey": MODELS[table].to_schema().unique,
        }
        | _foreign_keys(table),
    }


def _fields(table: str) -> list[dict[str, Any]]:
    columns = MODELS[table].to_schema().columns
    return [
        {"name": name, "type": FIELD_TYPES[kind], "description": columns[name].description}
        | _constraints(columns[name], kind)
        for name, kind in column_types(table).items()
    ]


def _constraints(column: Any, kind: str) -> dict[str, Any]:
    limits = {"required": True} if kind != "str" and not column.nullable else {}
    for check in column.checks:
        limits |= CONSTRAINTS[check.name](check.statistics)
    return {"constraints": limits} if limits else {}


def _foreign_keys(table: str) -> dict[str, Any]:
    keys = [
        {"fields": [field], "reference": {"resource": target, "fields": [field]}}
        for field, target in foreign_keys(table).items()
    ]
    return {"foreignKeys": keys} if keys else {}


if __name__ == "__main__":
    print(as_text(package()), end="")
