"""``press-audit validate``: the tables of a run again."""

import sys
from pathlib import Path

import click

from pipeline.commands._shared import FOLDER, or_install, say, warn


@click.command("validate")
@click.argument("folder", type=FOLDER, default="reports")
def command(folder: Path) -> None:
    """Check the tables of a run again: types, keys, foreign keys, and rules across columns.

    FOLDER is what a run wrote, or its tables; reports without it. Each fault is a line with its file, line and column,
    what is wrong and what is allowed; columns may be added.
    Ends with 0, with 1 where something is wrong, with 2 where there are no tables.

    \b
    Example:
      press-audit validate reports
    """
    from pipeline.tables import faults

    with or_install():
        checked = ((place, faults(place)) for place in (folder / "tables", folder))
        tables, found = next((pair for pair in checked if pair[1] is not None), (folder, None))
    if found is None:
        warn(f"Error: {folder}: holds no tables; name a folder that press-audit run wrote")
        sys.exit(2)
    say(*(found or [f"{tables}: valid"]))
    sys.exit(int(bool(found)))
