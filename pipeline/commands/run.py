"""``press-audit run``: the whole pipeline, with all reports and tables."""

import sys
from pathlib import Path
from typing import TYPE_CHECKING

import click

from pipeline import copies
from pipeline.commands._shared import (
    FOLDER,
    Once,
    changes,
    fail_on,
    input_format,
    lang,
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
    cls=Once,
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
    quiet: bool,
    verbose: bool,
) -> None:
    """Audit releases and write the reports and tables.

    PATHS are files or folders, raw without any; - reads standard input.
    Ends with 0, with 1 where there are findings or too little is checked, with 2 where an input could not be used.

    \b
    Example:
      press-audit run raw/bnn --out reports --fail-on warning
      press-audit run draft.docx --format docx
    """
    from pipeline import batch, ingest
    from pipeline.commands._progress import watch
    from pipeline.language import load

    paths = paths or ("raw",)
    with or_install():
        formats = copies.chosen(copied)
    options = ingest.Options(changes, input_format)
    outcome = batch.run(paths, out, load("id", lang), watch(quiet, verbose), options, formats)
    uncovered = list(batch.uncovered(outcome.audits, min_coverage))
    say(*batch.lines(outcome.audits, lang), *uncovered)
    if not quiet:
        say(*batch.summary(outcome.audits), *([f"Open {out / 'index.html'}"] if outcome.written else []))
    skipped = [] if quiet else ingest.skipped(paths, out, every=verbose)
    warn(*(f"Warning: {warning}" for warning in outcome.warnings))
    warn(*skipped, *(f"Error: {error}" for error in outcome.errors))
    sys.exit(2 if outcome.errors else int(bool(uncovered) or batch.fails(outcome.audits, fail_on)))
