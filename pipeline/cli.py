"""The command line: each command a thin shell round one function. Nothing heavy is imported before a command runs."""

import atexit
import gc
import re
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import click

if TYPE_CHECKING:
    from decimal import Decimal

FOLDER = click.Path(path_type=Path)
LEVELS = ("error", "warning", "note", "never")
READERS = ("en", "id")
PERCENTAGE = re.compile(r"\d{1,3}(?:\.\d+)?%", re.ASCII)


def _percentage(context: click.Context, option: click.Parameter, given: str | None) -> "Decimal | None":
    from decimal import Decimal

    if given is None:
        return None
    if not PERCENTAGE.fullmatch(given) or Decimal(given[:-1]) > 100:
        raise click.BadParameter(f"{given!r} is no percentage from 0% to 100%; write it like 60%")
    return Decimal(given[:-1])


lang = click.option(
    "--lang",
    type=click.Choice(READERS),
    help="Language of what is told; that of the releases without it.",
)


@click.group(context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(package_name="press-audit", message="%(prog)s %(version)s")
def cli() -> None:
    """Audit the figures in press releases: which must agree, whether they do, and how to mend them.

    \b
    Example:
      press-audit run raw --out reports
    """


@cli.command()
@click.argument("paths", nargs=-1)
@click.option("--out", default="reports", show_default=True, type=FOLDER, help="Folder to write the reports to.")
@click.option(
    "--fail-on",
    default="error",
    show_default=True,
    type=click.Choice(LEVELS),
    help="Least severity of a finding that makes the command end with 1.",
)
@click.option(
    "--min-coverage",
    metavar="PERCENT",
    callback=_percentage,
    help="Least share of checked figures of each release, as 60%; below it the command ends with 1. "
    "Checked is what a check has decided: right, or in doubt. Off by default.",
)
@lang
def run(paths: tuple[str, ...], out: Path, fail_on: str, min_coverage: "Decimal | None", lang: str | None) -> None:
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
    uncovered = list(batch.uncovered(outcome.audits, min_coverage)) if min_coverage else []
    _say(*batch.lines(outcome.audits), *uncovered, *batch.summary(outcome.audits))
    if outcome.written:
        _say(f"Open {out / 'index.html'}")
    _warn(*ingest.skipped(paths, out), *(f"Error: {error}" for error in outcome.errors))
    sys.exit(2 if outcome.errors else int(bool(uncovered) or batch.fails(outcome.audits, fail_on)))


@cli.command()
@click.argument("folder", type=FOLDER, default="reports")
def validate(folder: Path) -> None:
    """Check the tables of a run again: types, keys, foreign keys, and rules across columns.

    FOLDER is what a run wrote, or its tables; reports without it.
    Ends with 0, with 1 where something is wrong, with 2 where there are no tables.

    \b
    Example:
      press-audit validate reports
    """
    tables = next((place for place in (folder / "tables", folder) if (place / "datapackage.json").is_file()), None)
    if tables is None:
        _warn(f"Error: {folder}: holds no datapackage.json; name a folder that press-audit run wrote")
        sys.exit(2)
    from pipeline.validate import faults

    found = faults(tables)
    _say(*(found or [f"{tables}: valid"]))
    sys.exit(int(bool(found)))


@cli.command()
@click.argument("name", required=False)
@lang
def explain(name: str | None, lang: str | None) -> None:
    """Say what a kind of finding means, how to mend it, and when it is wrong.

    NAME stands in brackets beside each finding; without it, all names are listed.
    Ends with 0, with 2 where there is no such kind.

    \b
    Example:
      press-audit explain sum-mismatch
    """
    from pipeline import explain as texts
    from pipeline.language import load

    language = load("id", lang)
    try:
        _say(*([texts.explain(name, language)] if name else texts.names(language)))
    except ValueError as error:
        _warn(f"Error: {error}")
        sys.exit(2)


@cli.command()
@click.option(
    "--port", default=8642, show_default=True, type=click.IntRange(0, 65535), help="Port; 0 for any free one."
)
@click.option("--no-open", is_flag=True, help="Do not open the page in the browser.")
@lang
def serve(port: int, no_open: bool, lang: str | None) -> None:
    """Serve a page on which drafts are pasted or dropped, checked and edited.

    Only this machine can reach it, and nothing is kept. It ends with Ctrl+C.
    Ends with 2 where the port or the extra press-audit[web] is missing.

    \b
    Example:
      press-audit serve --no-open --port 8000
    """
    from pipeline.language import load

    try:
        from pipeline.web.server import run as served

        served(port, load("id", lang), lambda address: _open(address, quietly=no_open))
    except ModuleNotFoundError as error:
        if error.name not in ("flask", "waitress"):
            raise
        _warn("Error: serve: Flask and waitress are not installed; run: pip install 'press-audit[web]'")
        sys.exit(2)
    except OSError as error:
        _warn(f"Error: port {port}: can't be used ({error.strerror}); choose another with --port")
        sys.exit(2)


def _open(address: str, *, quietly: bool) -> None:
    _say(f"Open {address} (Ctrl+C ends it)")
    if not quietly:
        import webbrowser
        from threading import Thread

        # A browser in the terminal returns only when it is left.
        Thread(target=webbrowser.open, args=(address,), daemon=True).start()


def _say(*lines: str) -> None:
    for line in lines:
        click.echo(line)


def _warn(*lines: str) -> None:
    for line in lines:
        click.echo(line, err=True)


def main() -> None:
    """The command as a process of its own."""
    # A run makes much and drops little: looking for garbage, at the end above all, took a third of its time, and one
    # look at a hundred thousand objects still takes as long as reading a release.
    gc.set_threshold(1_000_000)
    atexit.register(gc.freeze)
    # pandera loads the one where it is installed, for invented data, and looks for the other before each of its checks:
    # a tenth of the time, and neither is needed here.
    for unneeded in ("hypothesis", "geopandas"):
        sys.modules.setdefault(unneeded, None)  # type: ignore[arg-type]
    cli()


if __name__ == "__main__":
    main()
