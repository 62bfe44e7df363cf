"""``press-audit run``: the whole pipeline, with all reports and tables."""

import sys
from collections.abc import Iterable
from contextlib import closing
from pathlib import Path
from typing import TYPE_CHECKING

import click
from click.core import ParameterSource

from pipeline import copies
from pipeline.commands._shared import (
    FOLDER,
    Keyed,
    Once,
    changes,
    fail_on,
    input_format,
    jobs,
    lang,
    limit,
    min_coverage,
    or_install,
    paths,
    quiet,
    say,
    verbose,
    warn,
)

if TYPE_CHECKING:
    from decimal import Decimal


@click.command("run")
@paths
@click.option("--out", default="reports", show_default=True, type=FOLDER, help="Folder to write the reports to.")
@click.option(
    "--format",
    "copied",
    cls=Keyed,
    key="copies",
    multiple=True,
    type=click.Choice(copies.names()),
    help="A copy of each release beside its report, with the findings in it; may be repeated. docx: comments in Word "
    "files; xlsx: a workbook of figures and checks with live formulas (with the extra press-audit[xlsx]).",
)
@fail_on
@min_coverage
@changes
@input_format
@lang
@jobs
@limit
@click.option("--fresh", cls=Once, is_flag=True, help="Do all releases again, also those that have not changed.")
@quiet
@verbose
def command(
    paths: tuple[str, ...],
    out: Path,
    copied: tuple[str, ...],
    fail_on: str | None,
    min_coverage: "Decimal | None",
    changes: str,
    input_format: str,
    lang: str | None,
    jobs: int | None,
    limit: int,
    fresh: bool,
    quiet: bool,
    verbose: bool,
) -> None:
    """Audit releases and write the reports and tables.

    PATHS are files or folders, raw without any; - reads standard input.
    Releases that have not changed since the last run into the same folder are not done again, and a run that was ended
    goes on where it was.
    Ends with 0, with 1 where there are findings or too little is checked, with 2 where an input could not be used.

    \b
    Example:
      press-audit run raw/bnn --out reports --fail-on warning
      press-audit run draft.docx --format docx
    """
    from pipeline import archive, batch, ingest
    from pipeline.commands._progress import watch
    from pipeline.language import load

    paths = paths or ("raw",)
    with or_install():
        formats = copies.chosen(copied)
    options = ingest.Options(changes, input_format)
    work = archive.run(paths, out, load("id", lang), watch(quiet, verbose), jobs, limit, fresh, options, formats)
    with closing(work) as done:
        _say_each(batch.lines(done.digests()))
        uncovered = _say_each(batch.uncovered(done.digests(), min_coverage))
        if not quiet:
            say(*batch.summary(done.digests()), *([f"Open {out / 'index.html'}"] if done.written else []))
        # What a configuration wants of all releases, some may not be made for; who says it means these.
        said = click.get_current_context().get_parameter_source("copied") is ParameterSource.COMMANDLINE
        forms = {Path(each.source).suffix[1:].lower() or input_format for each in done.digests()} if said else ()
        errors = (*done.errors, *copies.without(formats, forms))
        failed = uncovered or batch.fails(done.digests(), fail_on)
    if verbose and done.unchanged:
        warn(f"Unchanged: {done.unchanged}; --fresh does them again")
    skipped = [] if quiet else ingest.skipped(paths, out, every=verbose)
    warn(*(f"Warning: {warning}" for warning in done.warnings))
    warn(*skipped, *(f"Error: {error}" for error in errors))
    sys.exit(2 if errors else int(failed))


def _say_each(lines: Iterable[str]) -> bool:
    """Tell one line after the other, for there may be millions; whether there was any."""
    told = False
    for line in lines:
        say(line)
        told = True
    return told
