"""``press-audit run``: the whole pipeline, with all reports and tables."""

import re
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import click

from pipeline.commands._shared import FOLDER, changes, fail_on, input_format, lang, say, warn

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
@click.argument("paths", nargs=-1)
@click.option("--out", default="reports", show_default=True, type=FOLDER, help="Folder to write the reports to.")
@fail_on
@click.option(
    "--min-coverage",
    metavar="PERCENT",
    callback=_percentage,
    help="Least share of checked figures of each release, as 60%; below it the command ends with 1. "
    "Checked is what a check has decided: right, or in doubt. Off by default.",
)
@changes
@input_format
@lang
def command(
    paths: tuple[str, ...],
    out: Path,
    fail_on: str,
    min_coverage: "Decimal | None",
    changes: str,
    input_format: str,
    lang: str | None,
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
    outcome = batch.run(paths, out, load("id", lang), ingest.Options(changes, input_format))
    uncovered = list(batch.uncovered(outcome.audits, min_coverage)) if min_coverage else []
    say(*batch.lines(outcome.audits, lang), *uncovered, *batch.summary(outcome.audits))
    if outcome.written:
        say(f"Open {out / 'index.html'}")
    warn(*ingest.skipped(paths, out), *(f"Error: {error}" for error in outcome.errors))
    sys.exit(2 if outcome.errors else int(bool(uncovered) or batch.fails(outcome.audits, fail_on)))
