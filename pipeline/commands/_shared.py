"""What several commands have: how they speak, how they end, and their common options."""

import errno
import os
import re
import sys
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from difflib import get_close_matches
from pathlib import Path
from typing import TYPE_CHECKING, Any, ClassVar, TypeVar

import click

from pipeline.extras import MissingExtra
from pipeline.text import on_one_line
from pipeline.workers import LIMIT

if TYPE_CHECKING:
    from decimal import Decimal

T = TypeVar("T")

FOLDER = click.Path(path_type=Path)
LEVELS = ("error", "warning", "note", "never")
READERS = ("en", "id")
paths = click.argument("paths", nargs=-1, type=click.Path(allow_dash=True))


class Once(click.Option):
    """An option that holds for one call, and that no configuration may set."""


class Keyed(click.Option):
    """An option that configurations call ``key``, for other commands mean something else by its name."""

    def __init__(self, *declarations: Any, key: str, **settings: Any) -> None:
        super().__init__(*declarations, **settings)
        self.key = key


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

min_coverage = click.option(
    "--min-coverage",
    type=Percentage(),
    help="Least share of checked figures of each release, as 60%; below it the command ends with 1. "
    "Checked is what a check has decided: right, or in doubt. Off by default.",
)

jobs = click.option(
    "--jobs",
    type=click.IntRange(1),
    help="Processes that share the work; without it as many as there are cores, where there is enough text.",
)

limit = click.option(
    "--limit",
    default=LIMIT,
    show_default=True,
    type=click.IntRange(1),
    metavar="SECONDS",
    help="Longest time for one release; one that takes longer is left out and reported.",
)

quiet = click.option("--quiet", "-q", is_flag=True, help="Print findings and errors only.")

verbose = click.option(
    "--verbose", "-v", is_flag=True, help="Tell on standard error what is read and skipped, and how long it takes."
)

changes = click.option(
    "--changes",
    default="accepted",
    show_default=True,
    type=click.Choice(("accepted", "original")),
    help="Tracked changes of a Word file: all accepted, or the original without them.",
)

input_format = click.option(
    "--input-format",
    default="txt",
    show_default=True,
    metavar="FORMAT",
    help="Format of standard input, as the suffix of a file would say it: txt, md, html, docx, pdf.",
)


def together(*options: Callable[[T], T]) -> Callable[[T], T]:
    """Options as one, which the help lists in this order."""

    def decorate(command: T) -> T:
        for option in reversed(options):
            command = option(command)
        return command

    return decorate


# What every command asks that audits many releases, and how loud it is.
auditing = together(fail_on, min_coverage, changes, input_format, lang, jobs, limit)
loudness = together(quiet, verbose)


def say(*lines: str) -> None:
    """Tell what was asked for: each text is one line, whatever it is made of."""
    show("".join(f"{on_one_line(line)}\n" for line in lines))


def warn(*lines: str) -> None:
    """Tell what went wrong, likewise."""
    for line in lines:
        click.echo(on_one_line(line), err=True)


def near(name: str, known: Sequence[str]) -> str:
    """What else may have been meant by a name that there is not: the nearest names, or all of them."""
    return ", ".join(get_close_matches(name.lower(), known, n=3, cutoff=0.4) or known)


@contextmanager
def or_install() -> Iterator[None]:
    """Where a library is missing, the command ends with 2 and a line that says how to install it."""
    try:
        yield
    except MissingExtra as error:
        warn(f"Error: {error}")
        sys.exit(2)


def show(text: str) -> None:
    """Write a text as it is, which has to be harmless; where standard output can't take it, the command ends with 2."""
    try:
        click.echo(text, nl=False)
    except OSError as error:
        if error.errno == errno.EPIPE:  # whoever read it has seen enough: click ends quietly
            raise
        warn(f"Error: standard output can't be written ({error.strerror}); make room or write to another place")
        # Else what could not be written is tried, and complained about, once more at the end.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        sys.exit(2)
