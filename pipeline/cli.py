"""The command line: each command a thin shell round one function. Nothing heavy is imported before a command runs."""

import atexit
import gc
import sys
from io import TextIOWrapper
from typing import Any

import click

from pipeline.commands import commands
from pipeline.commands._shared import warn
from pipeline.lean import lean


class Configured(click.Group):
    """Commands whose options a configuration may set; what can't be understood is told in one line."""

    def main(self, *args: Any, **extra: Any) -> Any:
        """As click does, but for ``standalone_mode``: it always ends the process."""
        try:
            sys.exit(super().main(*args, **extra | {"standalone_mode": False}))
        except click.exceptions.NoArgsIsHelpError as error:
            error.show()
            sys.exit(2)
        except click.ClickException as error:
            where = error.ctx.command_path if isinstance(error, click.UsageError) and error.ctx else self.name
            message = error.format_message()
            warn(f"Error: {message}{'' if message.endswith(('.', '?')) else '.'} See {where} --help")
            sys.exit(2)

    def invoke(self, ctx: click.Context) -> Any:
        try:
            return super().invoke(ctx)
        except KeyboardInterrupt:
            warn("Interrupted")
            ctx.exit(130)

    def resolve_command(
        self, context: click.Context, arguments: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        name, command, rest = super().resolve_command(context, arguments)
        if name and command and not context.resilient_parsing and not {"-h", "--help"} & {*rest}:
            context.default_map = {name: _configured(command)}
        return name, command, rest


def _configured(command: click.Command) -> dict[str, object]:
    from pipeline.config import ConfigError, defaults

    try:
        return defaults(command)
    except ConfigError as error:
        warn(*(f"Error: {line}" for line in error.lines))
        sys.exit(2)


@click.group("press-audit", cls=Configured, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(package_name="press-audit", message="%(prog)s %(version)s")
def cli() -> None:
    """Audit the figures in press releases: which must agree, whether they do, and how to mend them.

    \b
    Example:
      press-audit run raw --out reports
    """


for command in commands():
    cli.add_command(command)


def main() -> None:
    """The command as a process of its own."""
    lean()
    atexit.register(gc.freeze)
    # A terminal that has no word for a character gets its number, not the end of the run.
    if isinstance(sys.stdout, TextIOWrapper):
        sys.stdout.reconfigure(errors="backslashreplace")
    cli(prog_name="press-audit")


if __name__ == "__main__":
    main()
