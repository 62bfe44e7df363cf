"""What several commands have: how they speak, and their common options."""

from pathlib import Path

import click

FOLDER = click.Path(path_type=Path)
LEVELS = ("error", "warning", "note", "never")
READERS = ("en", "id")

lang = click.option(
    "--lang",
    type=click.Choice(READERS),
    help="Language of what is told; that of the releases without it.",
)

fail_on = click.option(
    "--fail-on",
    default="error",
    show_default=True,
    type=click.Choice(LEVELS),
    help="Least severity of a finding that makes the command end with 1.",
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


def say(*lines: str) -> None:
    """Tell what was asked for."""
    for line in lines:
        click.echo(line)


def warn(*lines: str) -> None:
    """Tell what went wrong."""
    for line in lines:
        click.echo(line, err=True)
