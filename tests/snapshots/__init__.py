"""What the command line says of itself, as files: ``make snapshots`` renews them, and their difference is reviewed."""

from collections.abc import Callable, Iterator, Mapping
from pathlib import Path

from click.testing import CliRunner

from pipeline.cli import cli
from pipeline.commands._shared import READERS
from pipeline.explain import entries
from pipeline.language import load

ROOT = Path(__file__).parents[2]
WIDTH = 100  # columns of the terminal
HEAD = """# The command line

Written by `make snapshots` from the help of the commands; the README says what the exit codes mean.
"""


def commands() -> str:
    """The help of all commands, as a page of the docs."""
    return "\n".join((HEAD, *(_section(name) for name in ("", *sorted(cli.commands)))))


def _section(command: str) -> str:
    told = _told(*command.split(), "--help")
    return f"## {f'press-audit {command}'.strip()}\n\n```text\n{told}```\n"


def explanations() -> str:
    """What ``explain`` says of every kind of finding and claim, in every language of a reader."""
    return "\n".join(_explanations())


def _explanations() -> Iterator[str]:
    for reader in READERS:
        for entry in entries(load("id")):
            told = _told("explain", entry.name, "--lang", reader)
            yield f"$ press-audit explain {entry.name} --lang {reader}\n{told}"


def _told(*arguments: str) -> str:
    return CliRunner().invoke(cli, arguments, prog_name="press-audit", terminal_width=WIDTH).stdout


FILES: Mapping[str, Callable[[], str]] = {"docs/cli.md": commands, "tests/snapshots/explain.txt": explanations}
