"""Options of the command line that a configuration sets."""

from os.path import relpath
from pathlib import Path
from typing import Any

import click

from pipeline.config.errors import ConfigError
from pipeline.config.keys import keys
from pipeline.config.toml import File


def defaults(command: click.Command) -> dict[str, Any]:
    """What a configuration above the current folder says for options of this command that hold for a whole run.

    ConfigError where it can't be used.
    """
    from pipeline.config.files import Configurations

    file, found = Configurations().file(Path()), {}
    for name, key in keys().items():
        option = key.options.get(str(command.name))
        if file and option and name in file.data and not key.of_release:
            value = _from(file, option, file.data[name])
            if not _refused(option, value):
                found[str(option.name)] = value
    return found


def refuse(file: File) -> None:
    """ConfigError where the file has a value for an option that no command takes."""
    told = []
    for name in file.data.keys() & keys().keys():
        refusals = [_refused(option, file.data[name]) for option in keys()[name].options.values()]
        if refusals and all(refusals):
            told.append(((name,), f"{name}: {refusals[0]}"))
    if told:
        raise ConfigError(file.faults(told))


def _refused(option: click.Option, value: Any) -> str:
    """Why the option does not take the value; empty where it does."""
    try:
        option.type_cast_value(click.Context(click.Command(None)), value)
    except click.BadParameter as error:
        return error.message
    return ""


def _from(file: File, option: click.Option, value: Any) -> Any:
    """The value; a path is meant from the folder of its file."""
    return relpath(file.path.parent / value) if isinstance(option.type, click.Path) else value
