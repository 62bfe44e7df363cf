"""``press-audit run``: the whole pipeline, with all reports and tables."""

import sys
from collections.abc import Iterable, Iterator, Sequence
from contextlib import closing
from pathlib import Path
from typing import TYPE_CHECKING, NoReturn

import click
from click.core import ParameterSource

from pipeline import copies
from pipeline import tables as kinds
from pipeline.commands._shared import Keyed, Once, auditing, loudness, or_install, paths, say, warn

if TYPE_CHECKING:
    from decimal import Decimal

    from pipeline.batch import Watch
    from pipeline.cluster import Order
    from pipeline.report.digest import Digest


@click.command("run")
@paths
@click.option("--out", default="reports", show_default=True, type=click.Path(), help="Folder to write the reports to.")
@click.option(
    "--format",
    "copied",
    cls=Keyed,
    key="copies",
    multiple=True,
    type=click.Choice(copies.names()),
    help="A copy of each release beside its report, with the findings in it; may be repeated. docx: comments in Word "
    "files; xlsx: a workbook of figures and checks with live formulas (with the extra press-audit[xlsx]).",
)
@click.option(
    "--tables",
    default="csv",
    show_default=True,
    type=click.Choice([*kinds.names(), kinds.ALL]),
    help="Format of the tables: a data package of CSV files, Parquet (with the extra press-audit[bulk]), or all.",
)
@click.option(
    "--dask",
    metavar="ADDRESS",
    help="Audit on the Dask cluster of this scheduler, as tcp://host:8786, and write the tables alone, as Parquet; "
    "--out may be a URL that fsspec knows. Needs the extra press-audit[bulk], here and on the workers.",
)
@auditing
@click.option("--fresh", cls=Once, is_flag=True, help="Do all releases again, also those that have not changed.")
@loudness
def command(
    paths: tuple[str, ...],
    out: str,
    copied: tuple[str, ...],
    tables: str,
    dask: str | None,
    fail_on: str | None,
    min_coverage: "Decimal | None",
    changes: str,
    input_format: str,
    lang: str | None,
    jobs: int | None,
    limit: int,
    fresh: bool,
    quiet: bool,
    verbose: bool,
) -> None:
    """Audit releases and write the reports and tables.

    PATHS are files or folders, raw without any; - reads standard input.
    Releases that have not changed since the last run into the same folder are not done again, and a run that was ended
    goes on where it was.
    Ends with 0, with 1 where there are findings or too little is checked, with 2 where an input could not be used.

    \b
    Example:
      press-audit run raw/bnn --out reports --fail-on warning
      press-audit run draft.docx --format docx
    """
    from pipeline import archive, batch, ingest
    from pipeline.commands._progress import watch
    from pipeline.language import load

    paths, folder, watched = paths or ("raw",), Path(out), watch(quiet, verbose)
    language, options = load("id", lang), ingest.Options(changes, input_format)
    if dask:
        from pipeline.cluster import Order

        _refuse(dask, paths, copied)
        order = Order(".", out, batch.codes(language), options, limit, fail_on, min_coverage)
        _on_cluster(paths, order, dask, watched, quiet)
    if "://" in out:
        raise click.UsageError(f"--out {out}: a URL can be written by a cluster only; give --dask, or a folder")
    with or_install():
        chosen = copies.chosen(copied), kinds.chosen(tables)
    work = archive.run(paths, folder, language, watched, jobs, limit, fresh, options, *chosen)
    with closing(work) as done:
        counted = batch.tally(_said(done.digests()))
        uncovered = _say_each(batch.uncovered(done.digests(), min_coverage))
        if not quiet:
            say(*batch.told(counted), *([f"Open {folder / 'index.html'}"] if done.written else []))
        # What a configuration wants of all releases, some may not be made for; who says it means these.
        said = click.get_current_context().get_parameter_source("copied") is ParameterSource.COMMANDLINE
        forms = {Path(each.source).suffix[1:].lower() or input_format for each in done.digests()} if said else ()
        errors = (*done.errors, *copies.without(chosen[0], forms))
        failed = uncovered or batch.fails(done.digests(), fail_on)
    if verbose and done.unchanged:
        warn(f"Unchanged: {done.unchanged}; --fresh does them again")
    skipped = [] if quiet else ingest.skipped(paths, folder, every=verbose)
    warn(*(f"Warning: {warning}" for warning in done.warnings))
    warn(*skipped, *(f"Error: {error}" for error in errors))
    sys.exit(2 if errors else int(failed))


def _said(digests: "Iterable[Digest]") -> "Iterator[Digest]":
    """Tell the lines of each, and hand it on."""
    for each in digests:
        if each.lines:
            say(*each.lines)
        yield each


def _say_each(lines: Iterable[str]) -> bool:
    """Tell one line after the other, for there may be millions; whether there was any."""
    told = False
    for line in lines:
        say(line)
        told = True
    return told


def _refuse(address: str, paths: Sequence[str], copied: Sequence[str]) -> None:
    if "-" in paths:
        raise click.UsageError("standard input can't be read by a cluster; name files or folders")
    if copied:
        raise click.UsageError(f"--dask {address}: a cluster writes the tables alone; leave out --format")


def _on_cluster(paths: Sequence[str], order: "Order", address: str, watched: "Watch", quiet: bool) -> NoReturn:
    """As on one machine, but that findings are told by the tables alone: an archive has too many for a terminal."""
    from pipeline import batch, cluster

    try:
        with or_install():
            outcome = cluster.run(paths, order, address, watched)
    except cluster.ClusterError as error:
        warn(f"Error: {error}")
        sys.exit(2)
    say(*outcome.uncovered, *([] if quiet else [*batch.told(outcome.tally), f"Tables in {order.out}/{kinds.FOLDER}"]))
    warn(*(f"Error: {error}" for error in outcome.errors))
    sys.exit(2 if outcome.errors else int(bool(outcome.uncovered) or outcome.fails))
