"""What several commands have: how they speak, and their common options."""

import re
from pathlib import Path
from typing import TYPE_CHECKING, Any, ClassVar

import click

if TYPE_CHECKING:
    from decimal import Decimal

FOLDER = click.Path(path_type=Path)
LEVELS = ("error", "warning", "note", "never")
READERS = ("en", "id")


class Once(click.Option):
    """An option that holds for one call, and that no configuration may set."""


class Percentage(click.ParamType):  # type: ignore[type-arg]  # generic in no click before 8.4
    """A share, written like 60%; ``schema`` says the same to those who read configurations."""

    name = "percent"
    schema: ClassVar[dict[str, Any]] = {
        "pattern": r"^(100(\.0+)?|[0-9]{1,2}(\.[0-9]+)?)%$",
        "examples": ["60%"],
    }

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> "Decimal":
        from decimal import Decimal

        if isinstance(value, Decimal):
            return value
        if not re.fullmatch(self.schema["pattern"], str(value)):
            self.fail(f"{value!r} is no percentage from 0% to 100%; write it like 60%", param, ctx)
        return Decimal(value[:-1])

    def written(self, value: "Decimal") -> str:
        return f"{value}%"


lang = click.option(
    "--lang",
    type=click.Choice(READERS),
    help="Language of what is told; that of the releases without it.",
)

fail_on = click.option(
    "--fail-on",
    show_default="error",
    type=click.Choice(LEVELS),
    help="Least severity of a finding that makes the command end with 1.",
)


def say(*lines: str) -> None:
    """Tell what was asked for."""
    for line in lines:
        click.echo(line)


def warn(*lines: str) -> None:
    """Tell what went wrong."""
    for line in lines:
        click.echo(line, err=True)
