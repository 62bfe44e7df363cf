"""``press-audit accept``: a finding that is right as it is, or the relations of a release that is."""

import sys
from datetime import datetime

import click

from pipeline.commands._shared import Once, say, warn


@click.command("accept")
@click.argument("finding_id", required=False)
@click.argument("paths", nargs=-1)
@click.option("--why", cls=Once, default="", help="Why the figures are right as they are; a finding needs it.")
@click.option("--owner", default="", help="Who answers for that.")
@click.option("--until", cls=Once, type=click.DateTime(["%Y-%m-%d"]), help="Last day on which it holds.")
@click.option("--relations", cls=Once, metavar="RELEASE", help="Write down the relations that hold in this release.")
def command(
    finding_id: str | None, paths: tuple[str, ...], why: str, owner: str, until: datetime | None, relations: str | None
) -> None:
    """Accept a finding, with a reason: it stays in every report, marked, and makes no run fail.

    FINDING_ID stands behind each finding and in the reports; PATHS are the releases, as for run, raw without any.
    It is written to press-audit-accepted.toml beside the release, where edits elsewhere in the text do not touch it.
    With --relations, what was read for certain in a release goes to press-audit-relations.toml beside it, for the next.
    Ends with 0, with 2 where there is no such finding, or something could not be read or written.

    \b
    Example:
      press-audit accept 440d2d5f8ad6 raw/bnn --why "The index was revised in May" --owner humas --until 2027-12-31
    """
    if not relations and not finding_id:
        raise click.UsageError("Missing argument 'FINDING_ID'.")
    if not relations and not why.strip():
        raise click.UsageError("Missing option '--why': a finding is accepted with a reason only.")
    from pipeline import batch, bookkeeping
    from pipeline.config import ConfigError
    from pipeline.language import load

    outcome = batch.audit_all([relations] if relations else paths or ["raw"], load("id"))
    errors = list(outcome.errors)
    try:
        if relations:
            say(*map(bookkeeping.declare, outcome.audits))
        else:
            last = until.date() if until else None
            say(bookkeeping.accept(outcome.audits, str(finding_id), why, owner, last))
    except ConfigError as error:
        errors += error.lines
    warn(*(f"Error: {error}" for error in errors))
    sys.exit(2 if errors else 0)
