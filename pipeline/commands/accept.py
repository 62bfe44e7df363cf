"""``press-audit accept``: a finding that is right as it is."""

import sys
from datetime import datetime

import click

from pipeline.commands._shared import Once, say, warn


def _reason(context: click.Context, option: click.Parameter, given: str) -> str:
    if not given.strip():
        raise click.BadParameter("a finding is accepted with a reason only; say what was checked, and against what")
    return given


@click.command("accept")
@click.argument("finding_id")
@click.argument("paths", nargs=-1)
@click.option("--why", required=True, callback=_reason, help="Why the figures are right as they are.")
@click.option("--owner", default="", help="Who answers for that.")
@click.option("--until", cls=Once, type=click.DateTime(["%Y-%m-%d"]), help="Last day on which it holds.")
def command(finding_id: str, paths: tuple[str, ...], why: str, owner: str, until: datetime | None) -> None:
    """Accept a finding, with a reason: it stays in every report, marked, and makes no run fail.

    FINDING_ID stands behind each finding and in the reports; PATHS are the releases, as for run, raw without any.
    It is written to press-audit-accepted.toml beside the release, where edits elsewhere in the text do not touch it.
    Ends with 0, with 2 where there is no such finding, or something could not be read or written.

    \b
    Example:
      press-audit accept 47a1f09c3b2e raw/bnn --why "The index was revised in May" --owner humas --until 2027-12-31
    """
    from pipeline import acceptance, batch
    from pipeline.config import ConfigError
    from pipeline.language import load

    outcome = batch.audit_all(paths or ("raw",), load("id"))
    errors = list(outcome.errors)
    try:
        say(acceptance.accept(outcome.audits, finding_id, why, owner, until.date() if until else None))
    except ConfigError as error:
        errors += error.lines
    warn(*(f"Error: {error}" for error in errors))
    sys.exit(2 if errors else 0)
