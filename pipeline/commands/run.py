"""``press-audit run``: the whole pipeline, with all reports and tables."""

import re
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import click

from pipeline.commands._shared import FOLDER, fail_on, lang, paths, quiet, say, verbose, warn

if TYPE_CHECKING:
    from decimal import Decimal

PERCENTAGE = re.compile(r"\d{1,3}(?:\.\d+)?%", re.ASCII)


def _percentage(context: click.Context, option: click.Parameter, given: str | None) -> "Decimal | None":
    from decimal import Decimal

    if given is None:
        return None
    if not PERCENTAGE.fullmatch(given) or Decimal(given[:-1]) > 100:
        raise click.BadParameter(f"{given!r} is no percentage from 0% to 100%; write it like 60%")
    return Decimal(given[:-1])


@click.command("run")
@paths
@click.option("--out", default="reports", show_default=True, type=FOLDER, help="Folder to write the reports to.")
@fail_on
@click.option(
    "--min-coverage",
    metavar="PERCENT",
    callback=_percentage,
    help="Least share of checked figures of each release, as 60%; below it the command ends with 1. "
    "Checked is what a check has decided: right, or in doubt. Off by default.",
)
@lang
@quiet
@verbose
def command(
    paths: tuple[str, ...],
    out: Path,
    fail_on: str,
    min_coverage: "Decimal | None",
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
    """
    from pipeline import batch, ingest
    from pipeline.commands._progress import watch
    from pipeline.language import load

    paths = paths or ("raw",)
    outcome = batch.run(paths, out, load("id", lang), watch(quiet, verbose))
    uncovered = list(batch.uncovered(outcome.audits, min_coverage)) if min_coverage else []
    say(*batch.lines(outcome.audits), *uncovered)
    if not quiet:
        say(*batch.summary(outcome.audits), *([f"Open {out / 'index.html'}"] if outcome.written else []))
    skipped = [] if quiet else ingest.skipped(paths, out, every=verbose)
    warn(*skipped, *(f"Error: {error}" for error in outcome.errors))
    sys.exit(2 if outcome.errors else int(bool(uncovered) or batch.fails(outcome.audits, fail_on)))
