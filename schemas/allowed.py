"""What a column may hold, in words: the other half of every fault."""

from collections.abc import Mapping
from typing import Any

from schemas.descriptor import resource

TYPES = {"integer": "a whole number", "number": "a plain decimal", "boolean": "true or false", "string": "words"}
LIMITS = {"minimum": "at least {}", "maximum": "at most {}", "pattern": "like {}"}


def allowed(table: str, column: str) -> str:
    """What a cell of this column may hold; KeyError where the table has no such column."""
    fields = {field["name"]: field for field in resource(table)["schema"]["fields"]}
    return _in_words(fields[column]["type"], fields[column].get("constraints", {}))


def _in_words(kind: str, limits: Mapping[str, Any]) -> str:
    if "enum" in limits:
        return ", ".join(limits["enum"][:-1]) + f" or {limits['enum'][-1]}"
    told = (words.format(limits[name]) for name, words in LIMITS.items() if name in limits)
    empty = () if limits.get("required") else ("or nothing",)
    return ", ".join((TYPES[kind], *told, *empty))
