"""``press-audit accepted``: what was accepted, and what of it is so no longer."""

import sys

import click

from pipeline.commands._shared import Once, say, warn


@click.command("accepted")
@click.argument("paths", nargs=-1)
@click.option("--prune", cls=Once, is_flag=True, help="Remove what has expired and what no longer occurs.")
def command(paths: tuple[str, ...], prune: bool) -> None:
    """List the accepted findings beside releases, and what has become of them.

    PATHS are the releases, as for run, raw without any.
    Ends with 0, with 2 where something could not be read or written.

    \b
    Example:
      press-audit accepted raw --prune
    """
    from pipeline import batch, bookkeeping
    from pipeline.config import ConfigError
    from pipeline.language import load

    outcome = batch.audit_all(paths or ("raw",), load("id"))
    errors = list(outcome.errors)
    try:
        say(*(bookkeeping.prune if prune else bookkeeping.listed)(outcome.audits))
    except ConfigError as error:
        errors += error.lines
    warn(*(f"Error: {error}" for error in errors))
    sys.exit(2 if errors else 0)
