"""What a command tells on standard error while it works: a bar on a terminal, a line for each release, or nothing."""

import os
import sys
from collections.abc import Callable, Iterable, Iterator
from contextlib import ExitStack, contextmanager
from time import perf_counter
from typing import TYPE_CHECKING, TypeVar

from pipeline.commands._shared import warn
from pipeline.progress import Step, heard
from pipeline.text import on_one_line

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
    with ExitStack() as drawn:
        bar = _Bar(total, drawn)
        drawn.enter_context(heard(bar.hear))
        for number, one in enumerate(done, start=1):
            bar.count(number)
            yield one


class _Bar:
    """A bar that is drawn once there is something to wait for."""

    def __init__(self, total: int, drawn: ExitStack) -> None:
        self._total, self._drawn = total, drawn
        self._began = perf_counter()
        self._show: Callable[[int, str], None] | None = None
        self._done = 0

    def count(self, number: int) -> None:
        """So many releases are done."""
        self._done = number
        self._tell(f"{number / (perf_counter() - self._began):.1f} a second")

    def hear(self, step: Step) -> None:
        """One of the releases has so many pages."""
        self._tell(on_one_line(f"{step.source}: page {step.read} of {step.pages}"))

    def _tell(self, words: str) -> None:
        if not self._show and (self._total >= MANY or perf_counter() - self._began > LONG):
            self._show = self._drawn.enter_context(_drawn(self._total))
        if self._show:
            self._show(self._done, words)


@contextmanager
def _drawn(total: int) -> Iterator[Callable[[int, str], None]]:
    from rich.console import Console
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn

    words = TextColumn("{task.description}", markup=False)  # a name of a file may look like markup
    columns = BarColumn(), MofNCompleteColumn(), words, TimeRemainingColumn()
    with Progress(*columns, console=Console(stderr=True), transient=True) as progress:
        task = progress.add_task("", total=total)
        yield lambda number, words: progress.update(task, completed=number, description=words)
