"""What a command tells on standard error while it works: a bar on a terminal, a line for each release, or nothing."""

import os
import sys
from collections.abc import Callable, Iterable, Iterator
from contextlib import ExitStack, contextmanager
from time import perf_counter
from typing import TYPE_CHECKING, TypeVar

from pipeline.commands._shared import warn

if TYPE_CHECKING:
    from pipeline.batch import Watch

# From so many on, or after so many seconds, there is something to wait for.
MANY = 25
LONG = 2.0

T = TypeVar("T")


def watch(quiet: bool, verbose: bool) -> "Watch":
    """How the work on one release after the other is told."""
    from pipeline.batch import unwatched

    if verbose:
        return _line_for_each
    return unwatched if quiet or not _draws() else _bar


def _draws() -> bool:
    return bool(sys.stderr) and sys.stderr.isatty() and os.environ.get("TERM") not in (None, "dumb")


def _line_for_each(done: Iterable[T], total: int) -> Iterator[T]:
    began = perf_counter()
    for number, one in enumerate(done, start=1):
        warn(f"{number} of {total}: {_told(one)}, {perf_counter() - began:.2f} s")
        yield one
        began = perf_counter()


def _told(one: object) -> str:
    from pipeline.batch import Unusable
    from pipeline.records import Audit
    from pipeline.report.digest import Digest, digest

    if isinstance(one, Unusable):
        return f"{one.source}: could not be used"
    kept = digest(one) if isinstance(one, Audit) else one
    if not isinstance(kept, Digest):
        return str(one)
    claims = sum(kept.claims.values())
    return f"{kept.source}: {kept.figures} figures, {claims} claims, {len(kept.ids)} findings"


def _bar(done: Iterable[T], total: int) -> Iterator[T]:
    began, draw = perf_counter(), None
    with ExitStack() as drawn:
        for number, one in enumerate(done, start=1):
            if draw is None and (total >= MANY or perf_counter() - began > LONG):
                draw = drawn.enter_context(_drawn(total))
            if draw:
                draw(number, number / (perf_counter() - began))
            yield one


@contextmanager
def _drawn(total: int) -> Iterator[Callable[[int, float], None]]:
    from rich.console import Console
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn

    columns = BarColumn(), MofNCompleteColumn(), TextColumn("{task.description}"), TimeRemainingColumn()
    with Progress(*columns, console=Console(stderr=True), transient=True) as progress:
        task = progress.add_task("", total=total)
        yield lambda number, rate: progress.update(task, completed=number, description=f"{rate:.1f} a second")
