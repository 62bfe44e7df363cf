"""The JSON Schema of a configuration, from its keys: what the loader asks, and what editors complete by."""

import json
from collections.abc import Mapping
from functools import cache
from typing import Any

from pipeline.config.keys import Key, keys
from pipeline.config.relations import properties


@cache
def schema() -> Mapping[str, Any]:
    """The schema of ``press-audit.toml``, which is that of ``[tool.press-audit]`` too."""
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "$id": "urn:press-audit:config:1",
        "title": "Configuration of press-audit",
        "description": "press-audit.toml, or [tool.press-audit] in pyproject.toml.",
        "type": "object",
        "properties": {**_properties(keys()), "overrides": _overrides(), **properties()},
        "additionalProperties": False,
    }


def _overrides() -> dict[str, Any]:
    paths = {"type": "array", "items": {"type": "string", "minLength": 1}, "minItems": 1}
    own = _properties({name: key for name, key in keys().items() if key.of_release})
    described = paths | {"description": "Which releases, as in .gitignore, from the folder of the file."}
    entry = {"type": "object", "properties": {"paths": described, **own}, "required": ["paths"]}
    return {
        "description": "Settings of some releases; later ones beat earlier ones.",
        "type": "array",
        "items": {**entry, "additionalProperties": False},
    }


def _properties(known: Mapping[str, Key]) -> dict[str, Any]:
    return {name: _property(key) for name, key in known.items()}


def _property(key: Key) -> dict[str, Any]:
    said = {"description": key.help} | ({} if key.default in (None, "") else {"default": key.default})
    if not key.table:
        return said | dict(key.schema)
    names = dict.fromkeys(_codes(), key.schema)
    return said | {"type": "object", "properties": names, "additionalProperties": False}


def _codes() -> list[str]:
    """The names of all kinds of finding, in any language of releases."""
    from pipeline.language import codes, load

    return sorted({name for code in codes() for name in load(code).data["findings"]})


def as_text() -> str:
    """The schema as the file that is committed and published."""
    return json.dumps(schema(), indent=2, ensure_ascii=False) + "\n"
