"""``press-audit config``: what is set, and where."""

import json
import sys
from collections.abc import Iterator, Sequence
from pathlib import PurePath
from typing import Any

import click

from pipeline.commands._shared import Once, say, warn

Row = tuple[str, str, str]


class _WithAllOptions(click.Command):
    """A command that takes the options of all others, for what they would be."""

    def get_params(self, context: click.Context) -> list[click.Parameter]:
        return [*self.params, *_options().values(), self.get_help_option(context) or self.params[0]]


@click.command("config", cls=_WithAllOptions)
@click.argument("path", default=".", type=click.Path(exists=True))
@click.option("--schema", cls=Once, is_flag=True, help="Print the JSON Schema of a configuration, for an editor.")
@click.pass_context
def command(context: click.Context, /, path: str, schema: bool, **options: Any) -> None:
    """Print what is set for a release, and where each value comes from.

    PATH is a release or a folder, the current one without it. A value comes from a line of a file, from the command
    line, or is the default; any option of another command may be given, to see what it changes.
    Ends with 0, with 2 where a configuration can't be used.

    \b
    Example:
      press-audit config raw/bnn/dumai-2023.txt
    """
    from pipeline.config import ConfigError, Configurations
    from pipeline.config.schema import as_text

    if schema:
        click.echo(as_text(), nl=False)
        return
    try:
        entries = Configurations(dict(_given(context, options))).entries(path)
        say(*_aligned([(name, _shown(entry.value), entry.origin()) for name, entry in entries.items()]))
    except ConfigError as error:
        warn(*(f"Error: {line}" for line in error.lines))
        sys.exit(2)


def _options() -> dict[str, click.Option]:
    from pipeline.config.keys import keys

    return {name: next(iter(key.options.values())) for name, key in keys().items() if key.options}


def _given(context: click.Context, options: dict[str, Any]) -> Iterator[tuple[str, Any]]:
    """What stands on the command line, as a file would say it."""
    for name, option in _options().items():
        if context.get_parameter_source(str(option.name)) is click.core.ParameterSource.COMMANDLINE:
            value = options[str(option.name)]
            written = getattr(option.type, "written", lambda v: str(v) if isinstance(v, PurePath) else v)
            yield name, written(value)


def _shown(value: Any) -> str:
    return "-" if value is None else json.dumps(value, ensure_ascii=False, default=str)


def _aligned(rows: Sequence[Row]) -> Iterator[str]:
    first, second = (max(len(row[column]) for row in rows) for column in (0, 1))
    return (f"{name:{first}}  {value:{second}}  {origin}" for name, value, origin in rows)
