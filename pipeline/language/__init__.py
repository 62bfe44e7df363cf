"""The languages that releases are written in: a folder of TOML files each, loaded once."""

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cache
from importlib.resources import files
from typing import Any


@dataclass(frozen=True)
class Language:
    """One language: ``data[name]`` is the content of its file ``name.toml``. Equal by code, so it can key a cache."""

    code: str
    data: Mapping[str, Mapping[str, Any]] = field(compare=False, repr=False)


def codes() -> list[str]:
    """The codes of the languages there are."""
    return sorted(entry.name for entry in files(__name__).iterdir() if (entry / "words.toml").is_file())


@cache
def load(code: str) -> Language:
    """The language with this code; ValueError names those there are, or the file and line that can't be read."""
    if code not in codes():
        raise ValueError(f"no language {code!r}; there are: {', '.join(codes())}")
    data = {}
    for entry in sorted((files(__name__) / code).iterdir(), key=lambda e: e.name):
        if entry.name.endswith(".toml"):
            try:
                data[entry.name.removesuffix(".toml")] = tomllib.loads(entry.read_text("utf-8"))
            except tomllib.TOMLDecodeError as error:
                raise ValueError(f"pipeline/language/{code}/{entry.name}: {error}") from error
    return Language(code, data)
