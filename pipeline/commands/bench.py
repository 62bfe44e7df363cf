"""``press-audit bench``: how many typing errors are found in the user's own releases."""

import sys

import click

from pipeline.commands._shared import paths, say, show, verbose, warn


@click.command("bench")
@paths
@click.option("--seed", default=1, show_default=True, help="Another seed plants other errors.")
@click.option("--count", default=200, show_default=True, type=click.IntRange(1), help="Plant at most so many errors.")
@click.option(
    "--format", "form", default="table", show_default=True, type=click.Choice(("table", "json")), help="What to print."
)
@verbose
def command(paths: tuple[str, ...], seed: int, count: int, form: str, verbose: bool) -> None:
    """Plant typing errors in releases, one at a time, and count how many are found.

    PATHS are files or folders, raw without any; nothing is written to them. An error is planted only where a claim
    holds and no longer does with it. Falsely reported are findings elsewhere that were not there without the error.
    Ends with 0, with 2 where an input could not be used or there is no place for an error.

    \b
    Example:
      press-audit bench raw/bnn --count 100
    """
    import json

    from pipeline import batch, bench
    from pipeline.commands._progress import watch
    from pipeline.language import load

    language, watched = load("id"), watch(quiet=False, verbose=verbose)
    read = batch.audit_all(paths or ("raw",), language, watch=watched)
    slips = bench.slips(read.audits, language, seed, count)
    outcomes = list(watched(bench.tried(slips, language), len(slips)))
    if form == "json":
        show(json.dumps({"seed": seed, **bench.data(outcomes)}, indent=2) + "\n")
    else:
        say(*bench.table(outcomes))
    nowhere = [] if slips else ["no claim that holds has a figure that could be mistyped; name more releases"]
    warn(*(f"Error: {error}" for error in (*read.errors, *nowhere)))
    sys.exit(2 if read.errors or nowhere else 0)
