"""``press-audit run``: the whole pipeline, with all reports and tables."""

import sys
from pathlib import Path
from typing import TYPE_CHECKING

import click

from pipeline.commands._shared import FOLDER, Percentage, fail_on, lang, say, warn

if TYPE_CHECKING:
    from decimal import Decimal


@click.command("run")
@click.argument("paths", nargs=-1)
@click.option("--out", default="reports", show_default=True, type=FOLDER, help="Folder to write the reports to.")
@fail_on
@click.option(
    "--min-coverage",
    type=Percentage(),
    help="Least share of checked figures of each release, as 60%; below it the command ends with 1. "
    "Checked is what a check has decided: right, or in doubt. Off by default.",
)
@lang
def command(
    paths: tuple[str, ...], out: Path, fail_on: str | None, min_coverage: "Decimal | None", lang: str | None
) -> None:
    """Audit releases and write the reports and tables.

    PATHS are files or folders, raw without any; - reads standard input.
    Ends with 0, with 1 where there are findings or too little is checked, with 2 where an input could not be used.

    \b
    Example:
      press-audit run raw/bnn --out reports --fail-on warning
    """
    from pipeline import batch, ingest
    from pipeline.language import load

    paths = paths or ("raw",)
    outcome = batch.run(paths, out, load("id", lang))
    uncovered = list(batch.uncovered(outcome.audits, min_coverage))
    say(*batch.lines(outcome.audits), *uncovered, *batch.summary(outcome.audits))
    if outcome.written:
        say(f"Open {out / 'index.html'}")
    warn(*(f"Warning: {warning}" for warning in outcome.warnings))
    warn(*ingest.skipped(paths, out), *(f"Error: {error}" for error in outcome.errors))
    sys.exit(2 if outcome.errors else int(bool(uncovered) or batch.fails(outcome.audits, fail_on)))
