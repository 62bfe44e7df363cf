"""Who works off jobs: this process, or several that share them; a job that hangs costs itself and no other."""

import os
import signal
from collections.abc import Callable, Iterable, Iterator
from contextlib import AbstractContextManager, contextmanager
from dataclasses import dataclass
from pathlib import Path
from threading import current_thread, main_thread
from typing import Generic, Protocol, TypeVar

from pipeline.lean import steady

LIMIT = 30  # seconds
SOME = 25  # jobs after which a process has loaded what it needs
WORTH = 200_000  # bytes of text: reading them takes as long as a few starts of a process

Job = TypeVar("Job")
Result = TypeVar("Result")


@dataclass(frozen=True, slots=True)
class Lost(Generic[Job]):
    """A job without a result, and why."""

    job: Job
    reason: str


class Unfinished(Exception):
    """What all depends on can't be done; the message says why."""


class Workers(Protocol):
    """Whoever works off jobs."""

    def each(
        self, task: Callable[[Job], Result], jobs: Iterable[Job], limit: float = 0
    ) -> Iterator[Result | Lost[Job]]:
        """What the task makes of each job, in their order; one may take ``limit`` seconds, 0 is no limit."""
        ...


def each_of(hands: Workers, task: Callable[[Job], Result], jobs: Iterable[Job]) -> Iterator[Result]:
    """What the task makes of each job, in their order; Unfinished where one is lost."""
    for done in hands.each(task, jobs):
        if isinstance(done, Lost):
            raise Unfinished(done.reason)
        yield done


def workers(number: int) -> AbstractContextManager[Workers]:
    """So many processes, which are ended with the context; a single one is this process itself."""
    if number == 1:
        return _here()
    # Imported here: it takes as long as a small release.
    from pipeline.pool import Pool

    return Pool(number)


def worth(size: int) -> int:
    """How many processes so many bytes of text are worth on this machine."""
    return min(cores(), 1 + size // WORTH)


def cores() -> int:
    """The cores that this process may use."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


def tried(task: Callable[[Job], Result], job: Job) -> Result | Lost[Job]:
    """What the task makes of the job; one of ten thousand that it can't take is told, and the others are done."""
    try:
        return task(job)
    except Exception as error:
        trace = error.__traceback__
        while trace and trace.tb_next:
            trace = trace.tb_next
        place = f"{Path(trace.tb_frame.f_code.co_filename).name}:{trace.tb_lineno}" if trace else ""
        return Lost(job, f"a bug of press-audit, please report it: {type(error).__name__} at {place}: {error}")


def too_long(limit: float) -> str:
    """Why a job is lost that took more than its time."""
    return f"takes longer than {limit:g} s; split it, or give it more with --limit"


class _Here:
    """This process; it keeps to a limit where the system has alarms, on its main thread."""

    def each(
        self, task: Callable[[Job], Result], jobs: Iterable[Job], limit: float = 0
    ) -> Iterator[Result | Lost[Job]]:
        for number, job in enumerate(jobs):
            if number == SOME:
                steady()
            yield self._done(task, job, limit)

    def _done(self, task: Callable[[Job], Result], job: Job, limit: float) -> Result | Lost[Job]:
        try:
            with _alarm(limit):
                return tried(task, job)
        except _TooLong:
            return Lost(job, too_long(limit))


@contextmanager
def _here() -> Iterator[Workers]:
    yield _Here()


class _TooLong(BaseException):
    """Nothing that works on a job may catch it."""


@contextmanager
def _alarm(limit: float) -> Iterator[None]:
    if not limit or not hasattr(signal, "setitimer") or current_thread() is not main_thread():
        yield
        return

    def stop(*_: object) -> None:
        raise _TooLong

    before = signal.signal(signal.SIGALRM, stop)
    signal.setitimer(signal.ITIMER_REAL, limit)
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_REAL, 0)
        signal.signal(signal.SIGALRM, before)
