"""The descriptor as it is committed, for readers without Python, and for who can't wait for the models to load."""

import json
from collections.abc import Mapping
from importlib.resources import files
from typing import Any

DESCRIPTOR = "datapackage.json"


def committed() -> str:
    """The file; a test says when it is not that of the models."""
    return (files("schemas") / DESCRIPTOR).read_text("utf-8")


def as_text(descriptor: Mapping[str, Any]) -> str:
    """A descriptor as the file that is committed and written."""
    return json.dumps(descriptor, indent=2, ensure_ascii=False) + "\n"


def tables() -> list[str]:
    """The names of all tables."""
    return [resource["name"] for resource in json.loads(committed())["resources"]]


def counted(rows: Mapping[str, int]) -> str:
    """The descriptor with how many rows there are, so that one that gets lost is missed."""
    package = json.loads(committed())
    for resource in package["resources"]:
        resource["rows"] = rows[resource["name"]]
    return as_text(package)
