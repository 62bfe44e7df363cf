"""Languages: what is needed to read releases, and what a reader is told of them; a folder of TOML files each.

``id/`` holds the words, units, numbers and patterns of the releases, ``id/reader/`` the wording of what is told in that
language. A language may have either or both: ``en/`` has readers and no releases yet.
"""

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cache
from importlib.resources import files
from typing import Any

Data = Mapping[str, Any]


@dataclass(frozen=True)
class Language:
    """The language of releases (``code``), and that in which a reader is told of them (``reader``).

    ``data[name]`` is the content of the file ``name.toml`` of both. Equal by both codes, so it can key a cache.
    """

    code: str
    data: Mapping[str, Data] = field(compare=False, repr=False)
    reader: str = ""


def codes() -> list[str]:
    """The languages in which releases can be read."""
    return _with("words.toml")


def readers() -> list[str]:
    """The languages in which reports can be written."""
    return _with("reader")


def _with(name: str) -> list[str]:
    folders = (entry for entry in files(__name__).iterdir() if entry.is_dir())
    return sorted(folder.name for folder in folders if name in {entry.name for entry in folder.iterdir()})


@cache
def load(code: str, reader: str | None = None) -> Language:
    """The language with this code, told in that of the reader, or in the same one without any.

    ValueError names those there are, or the file and line that can't be read.
    """
    reader = reader or code
    for wanted, known, use in ((code, codes(), ""), (reader, readers(), " for reports")):
        if wanted not in known:
            raise ValueError(f"no language {wanted!r}{use}; there are: {', '.join(known)}")
    return Language(code, _merged(_data(code), _data(f"{reader}/reader")), reader)


@cache
def _data(folder: str) -> Mapping[str, Data]:
    data = {}
    for entry in sorted((files(__name__) / folder).iterdir(), key=lambda e: e.name):
        if entry.name.endswith(".toml"):
            try:
                data[entry.name.removesuffix(".toml")] = tomllib.loads(entry.read_text("utf-8"))
            except tomllib.TOMLDecodeError as error:
                raise ValueError(f"pipeline/language/{folder}/{entry.name}: {error}") from error
    return data


def _merged(one: Data, other: Data) -> dict[str, Any]:
    """What either says: an entry of both has the keys of both."""
    both = {key: _merged(one[key], other[key]) for key in one.keys() & other.keys()}
    return {**one, **other, **both}
