"""What may be set: the options of the command line, as the commands declare them, and the settings of a release."""

from collections.abc import Iterator, Mapping
from dataclasses import MISSING, Field, dataclass, field, fields
from functools import cache
from typing import Any

import click

from pipeline.settings import Settings

RELEASE = {each.name.replace("_", "-"): each for each in fields(Settings)}


@dataclass(frozen=True, slots=True)
class Key:
    """A key of a configuration: what it may hold, in JSON Schema, what for, and what holds where nobody sets it.

    ``options`` are those of this name by command; none where it is set in files only. A ``table`` holds such values
    by names.
    """

    name: str
    schema: Mapping[str, Any]
    help: str
    default: Any
    options: Mapping[str, click.Option] = field(default_factory=dict)
    table: bool = False

    @property
    def of_release(self) -> bool:
        """Whether it may differ from release to release; the others hold for a whole run."""
        return self.name in RELEASE

    def value(self, written: Any) -> Any:
        """What a file says, as the options take it: "60%" is a number."""
        option = next(iter(self.options.values()), None)
        return option.type.convert(written, None, None) if option and written is not None else written


@cache
def keys() -> Mapping[str, Key]:
    """All keys by name, in alphabetical order."""
    own = (_of_field(name, each) for name, each in RELEASE.items() if each.metadata)
    return {key.name: key for key in sorted((*own, *_of_options()), key=lambda key: key.name)}


def _of_field(name: str, each: "Field[Any]") -> Key:
    table = each.default is MISSING
    return Key(name, each.metadata["schema"], each.metadata["help"], None if table else each.default, table=table)


def _of_options() -> Iterator[Key]:
    named: dict[str, dict[str, click.Option]] = {}
    for command, option in _options():
        named.setdefault(_name(option), {})[command] = option
    for name, options in named.items():
        first = next(iter(options.values()))
        default = RELEASE[name].default if name in RELEASE else _default(first)
        yield Key(name, _schema(options.values()), first.help or "", default, options)


def _options() -> Iterator[tuple[str, click.Option]]:
    # Imported here: a command asks for the keys, and the keys are those of all commands.
    from pipeline.commands import commands
    from pipeline.commands._shared import Once

    for command in commands():
        for option in command.params:
            if isinstance(option, click.Option) and not (option.required or isinstance(option, Once)):
                yield str(command.name), option


def _name(option: click.Option) -> str:
    return getattr(option, "key", max(option.opts, key=len).removeprefix("--"))


def _default(option: click.Option) -> Any:
    return option.to_info_dict().get("default")


def _schema(options: Any) -> Mapping[str, Any]:
    """What an option takes; where commands differ in it, what one of them takes."""
    found: list[Mapping[str, Any]] = []
    for option in options:
        schema = {"type": "array", "items": _one(option)} if option.multiple else _one(option)
        found += [schema] if schema not in found else []
    return found[0] if len(found) == 1 else {"anyOf": found}


def _one(option: click.Option) -> dict[str, Any]:
    kind = option.type
    if option.is_flag:
        return {"type": "boolean"}
    if isinstance(kind, click.Choice):
        return {"enum": list(kind.choices)}
    if option.count or isinstance(kind, click.types.IntParamType):
        ends = {"minimum": getattr(kind, "min", None), "maximum": getattr(kind, "max", None)}
        return {"type": "integer", **{name: end for name, end in ends.items() if end is not None}}
    return {"type": "string", **getattr(kind, "schema", {})}
