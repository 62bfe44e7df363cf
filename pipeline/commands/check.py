"""``press-audit check``: findings on the terminal and for other tools, like a linter."""

import os
import sys
from collections import Counter
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

import click
from click.shell_completion import CompletionItem

from pipeline import formats
from pipeline.commands._shared import auditing, loudness, near, paths, show, warn

if TYPE_CHECKING:
    from decimal import Decimal


class Target(NamedTuple):
    """A format, and the file that it goes to; standard output without any."""

    name: str
    file: str


class Format(click.ParamType):  # type: ignore[type-arg]  # generic only from click 8.4 on
    """``NAME`` or ``NAME=FILE``."""

    name = "format"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> Target:
        if isinstance(value, Target):
            return value
        name, equals, file = value.partition("=")
        if name not in formats.names():
            self.fail(f"no format is called {name!r}; did you mean: {near(name, formats.names())}?", param, ctx)
        if equals and not file:
            self.fail(f"no file is named in {value!r}; write {name}=FILE, or {name} for standard output", param, ctx)
        return Target(name, file)

    def shell_complete(self, ctx: click.Context, param: click.Parameter, incomplete: str) -> list[CompletionItem]:
        return [CompletionItem(name) for name in formats.names() if name.startswith(incomplete)]


def _apart(context: click.Context, option: click.Parameter, given: Sequence[Target]) -> Sequence[Target]:
    """The targets, none of which may overwrite another."""
    for file, times in Counter(target.file for target in given).items():
        if times > 1:
            names = " and ".join(target.name for target in given if target.file == file)
            raise click.BadParameter(f"{names} both go to {file or 'standard output'}; give one a file: NAME=FILE")
    return given or (Target("full", ""),)


@click.command("check")
@paths
@click.option(
    "--format",
    "targets",
    type=Format(),
    multiple=True,
    metavar="NAME[=FILE]",
    callback=_apart,
    help=f"Format of what is told, to standard output or a file; may be repeated. One of {', '.join(formats.names())}; "
    "full without it.",
)
@auditing
@loudness
def command(
    paths: tuple[str, ...],
    targets: tuple[Target, ...],
    fail_on: str | None,
    min_coverage: "Decimal | None",
    changes: str,
    input_format: str,
    lang: str | None,
    jobs: int | None,
    limit: int,
    quiet: bool,
    verbose: bool,
) -> None:
    """Check releases and print what is found, like a linter; no reports are written.

    PATHS are files or folders, raw without any; - reads standard input.
    Ends with 0, with 1 where there are findings or too little is checked, with 2 where an input could not be used.

    \b
    Example:
      press-audit check draft.txt --format full --format sarif=findings.sarif
    """
    from pipeline import batch, ingest
    from pipeline.commands._progress import watch
    from pipeline.language import load
    from pipeline.report.digest import digest

    options = ingest.Options(changes, input_format)
    paths, language = tuple(map(_from_here, paths)) or ("raw",), load("id", lang)
    outcome = batch.audit_all(paths, language, watch(quiet, verbose), jobs, limit, options)
    digests = [*map(digest, outcome.audits)]
    uncovered = list(batch.uncovered(digests, min_coverage))
    faults = list(_tell(formats.Run(outcome.audits, outcome.errors, language, quiet), targets))
    errors = (*outcome.errors, *faults)
    skipped = [] if quiet else ingest.skipped(paths, every=verbose)
    warn(*(f"Warning: {warning}" for warning in outcome.warnings))
    warn(*skipped, *uncovered, *(f"Error: {error}" for error in errors))
    sys.exit(2 if errors else int(bool(uncovered) or batch.fails(digests, fail_on)))


def _from_here(path: str) -> str:
    """The path as tools name it that look at a change: from the folder in which the command runs."""
    here = Path.cwd()
    return str(Path(path).relative_to(here)) if Path(path).is_relative_to(here) else path


def _tell(run: formats.Run, targets: Sequence[Target]) -> Iterator[str]:
    """Tell the run in every format; a line for each file that can't be written."""
    for target in targets:
        text = formats.render(target.name, run)
        if not target.file:
            # click leaves colours to terminals, and knows nothing of no-color.org.
            show(click.unstyle(text) if os.environ.get("NO_COLOR") else text)
        else:
            yield from _written(Path(target.file), click.unstyle(text))


def _written(file: Path, text: str) -> Iterator[str]:
    # In place and not renamed like a report: it may be a device or a pipe.
    try:
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(text, encoding="utf-8", newline="")
    except OSError as error:
        yield f"{file}: can't be written ({error.strerror}); choose another file with --format NAME=FILE"
