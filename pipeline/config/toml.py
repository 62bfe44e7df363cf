"""TOML files of ours: read, held against a JSON Schema, and every fault told with its line."""

import json
import tomllib
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from difflib import get_close_matches
from functools import lru_cache
from os.path import relpath
from pathlib import Path
from typing import TYPE_CHECKING, Any

from pipeline.config.errors import ConfigError

if TYPE_CHECKING:
    from jsonschema import ValidationError

KeyPath = tuple[str | int, ...]
TYPES = {"string": "text in quotes", "boolean": "true or false", "integer": "a whole number", "array": "a list in [ ]"}
ENDS = {
    "minimum": "be at least {}",
    "maximum": "be at most {}",
    "minItems": "hold at least {}",
    "minLength": "have at least {} letter",
}


@dataclass(frozen=True, slots=True)
class File:
    """A TOML file: its ``data`` lie in the table ``inside``; for "pyproject.toml" that is ("tool", "press-audit")."""

    path: Path
    text: str
    data: Mapping[str, Any]
    inside: KeyPath = ()

    @property
    def name(self) -> str:
        """The path as the user would write it."""
        return shown(self.path)

    def place(self, *keys: str | int) -> str:
        """File and line of a key, or of the nearest that holds it."""
        return f"{self.name}:{self.line(*keys)}"

    def line(self, *keys: str | int) -> int:
        """The line of a key, or of the nearest that holds it."""
        return self._line(keys, _lines(self.text))

    def faults(self, told: Iterable[tuple[KeyPath, str]]) -> list[str]:
        """A line for each fault of a key, in the order of the file."""
        lines = _lines(self.text)
        return [f"{self.name}:{line}: {fault}" for line, fault in sorted((self._line(p, lines), f) for p, f in told)]

    def _line(self, keys: KeyPath, lines: Mapping[KeyPath, int]) -> int:
        place = (*self.inside, *keys)
        return next(lines[place[:n]] for n in range(len(place), -1, -1) if n == 0 or place[:n] in lines)


def shown(path: Path) -> str:
    """The path from the current folder, where it lies below it."""
    near = relpath(path)
    return str(path) if near.startswith("..") else near


def read(path: Path) -> File:
    """A file; ConfigError where it can't be read or is no TOML."""
    try:
        return parse(path, path.read_text("utf-8"))
    except OSError as error:
        raise ConfigError([f"{shown(path)}: {error.strerror}; check the file and who may read it"]) from error
    except UnicodeDecodeError as error:
        raise ConfigError([f"{shown(path)}: not UTF-8; save it as UTF-8"]) from error


def parse(path: Path, text: str) -> File:
    """A file with this text; ConfigError where it is no TOML."""
    try:
        return File(path, text, tomllib.loads(text))
    except tomllib.TOMLDecodeError as error:
        raise ConfigError([f"{shown(path)}: no TOML: {error}; mend it there"]) from error


def literal(value: str | date | list[str]) -> str:
    """A value as TOML has it; a JSON string is one, but for the one control character that JSON lets stand."""
    if isinstance(value, date):
        return value.isoformat()
    return json.dumps(value, ensure_ascii=False).replace("\x7f", "\\u007f")


def check(file: File, schema: Mapping[str, Any]) -> File:
    """The file, if it is as its schema says; ConfigError with a line for each fault where it is not."""
    from jsonschema import Draft202012Validator

    validator = Draft202012Validator(schema, format_checker=Draft202012Validator.FORMAT_CHECKER)
    # Of several keys that are missing jsonschema speaks one by one.
    told = {each for error in validator.iter_errors(_plain(file.data)) for each in _told(error)}
    if told:
        raise ConfigError(file.faults(told))
    return file


def _plain(value: Any) -> Any:
    """What JSON knows: dates become text."""
    if isinstance(value, Mapping):
        return {key: _plain(each) for key, each in value.items()}
    if isinstance(value, list):
        return [_plain(each) for each in value]
    return value.isoformat() if isinstance(value, date) else value


def _told(error: "ValidationError") -> Iterator[tuple[KeyPath, str]]:
    place = tuple(error.absolute_path)
    if error.validator == "additionalProperties":
        known = list(_schema(error)["properties"])
        for key in (key for key in error.instance if key not in known):
            yield (*place, key), f"unknown key {key!r}; {nearest(key, known)}"
    else:
        key = next((str(each) for each in reversed(place) if isinstance(each, str)), "the file")
        yield place, f"{key} {_fault(error)}"


def _fault(error: "ValidationError") -> str:
    asked, given = error.validator_value, error.instance
    if error.validator == "required":
        missing = ", ".join(repr(key) for key in asked if key not in given)
        return f"lacks {missing}; add it"
    if error.validator == "type":
        return f"is {given!r}; it must be {TYPES.get(asked, 'a table')}"
    if error.validator == "enum":
        return f"is {given!r}; it may be: {', '.join(map(str, asked))}"
    if error.validator == "anyOf" and all("required" in each for each in asked):
        return f"lacks {' or '.join(repr(each['required'][0]) for each in asked)}; add it"
    if error.validator in ("pattern", "format"):
        return f"is {given!r}; write it like {_schema(error)['examples'][0]}"
    ends = ENDS.get(str(error.validator), "be as the schema says").format(asked)
    return f"is {given!r}; it must {ends}"


def _schema(error: "ValidationError") -> Mapping[str, Any]:
    assert isinstance(error.schema, Mapping)
    return error.schema


def nearest(name: str, known: Sequence[str]) -> str:
    """What may have been meant by a name that is not known."""
    near = get_close_matches(name, known, n=1, cutoff=0.5)
    return f"did you mean {near[0]!r}?" if near else f"known are: {', '.join(known)}"


@lru_cache(maxsize=16)
def _lines(text: str) -> Mapping[KeyPath, int]:
    """The line on which each key begins: the first with which the file, cut off there, has the key."""
    found: dict[KeyPath, int] = {(): 1}
    lines, first = text.splitlines(), 1
    for number in range(1, len(lines) + 1):
        try:
            data = tomllib.loads("\n".join(lines[:number]))
        except tomllib.TOMLDecodeError:
            continue  # within a value of several lines
        for place in _places(data):
            found.setdefault(place, first)
        first = number + 1
    return found


def _places(value: Any, place: KeyPath = ()) -> Iterator[KeyPath]:
    yield place
    inner = value.items() if isinstance(value, Mapping) else enumerate(value) if isinstance(value, list) else ()
    for key, each in inner:
        yield from _places(each, (*place, key))
