"""Processes that work off jobs; one that hangs or dies costs the job that it was at, and is replaced."""

import faulthandler
import gc
import os
import signal
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from functools import partial
from multiprocessing import get_context
from multiprocessing.connection import Connection, wait
from pathlib import Path
from threading import current_thread, main_thread
from traceback import extract_tb
from typing import Any, Generic, TypeVar

LIMIT = 30  # seconds
WORTH = 200_000  # bytes of text: reading them takes as long as a few starts of a process
AHEAD = 50  # results a worker that may come before their turn, while one job takes long
HUNG = 1  # how a process ends that its watchdog has ended
# Neither threads nor open files of the parent are in a process that is spawned, and every system can do it.
SPAWN = get_context("spawn")

Job = TypeVar("Job")
Result = TypeVar("Result")


@dataclass(frozen=True, slots=True)
class Lost(Generic[Job]):
    """A job without a result, and why."""

    job: Job
    reason: str


def worth(size: int) -> int:
    """How many processes so many bytes of text are worth on this machine."""
    return min(cores(), 1 + size // WORTH)


def cores() -> int:
    """The cores that this process may use."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


def lean() -> None:
    """Don't look for garbage: a run makes much and drops little, and it took a third of the time."""
    # One look at a hundred thousand objects still takes as long as reading a release.
    gc.set_threshold(1_000_000)


class Workers:
    """So many processes, started when there is work for them; a single one is this process itself."""

    def __init__(self, number: int) -> None:
        self.number = number
        self._idle: list[_Worker] = []
        self._busy: dict[Any, _Worker] = {}

    def __enter__(self) -> "Workers":
        return self

    def __exit__(self, *_: object) -> None:
        for worker in (*self._idle, *self._busy.values()):
            worker.end()

    def each(
        self, task: Callable[[Job], Result], jobs: Iterable[Job], limit: float = 0
    ) -> Iterator[Result | Lost[Job]]:
        """What the task makes of each job, in their order; task, jobs and results have to be picklable.

        A job may take ``limit`` seconds; 0 is no limit. In this process that is kept where the system has alarms, on
        its main thread.
        """
        if self.number == 1:
            return (_here(task, job, limit) for job in jobs)
        return self._in_order(partial(_watched, task, limit), jobs, _too_long(limit))

    def _in_order(
        self, task: Callable[[Job], Result | Lost[Job]], jobs: Iterable[Job], too_long: str
    ) -> Iterator[Result | Lost[Job]]:
        come: dict[int, Result | Lost[Job]] = {}
        waiting, given, turn = iter(jobs), 0, 0
        while True:
            while len(self._busy) < self.number and given - turn < AHEAD * self.number:
                try:
                    job = next(waiting)
                except StopIteration:
                    break
                self._give(given, task, job)
                given += 1
            if turn == given:
                return
            for connection in wait([*self._busy]):
                worker = self._busy.pop(connection)
                come[worker.turn] = self._result(worker, too_long)
            while turn in come:
                yield come.pop(turn)
                turn += 1

    def _give(self, turn: int, task: Callable[..., Any], job: Any) -> None:
        worker = self._idle.pop() if self._idle else _Worker()
        self._busy[worker.connection] = worker
        worker.give(turn, task, job)

    def _result(self, worker: "_Worker", too_long: str) -> Any:
        try:
            result = worker.connection.recv()
        except (EOFError, OSError):
            return Lost(worker.job, worker.fate() or too_long)
        self._idle.append(worker)
        return result


class _Worker:
    """One process, and the job that it is at."""

    def __init__(self) -> None:
        self.connection, theirs = SPAWN.Pipe()
        self._process = SPAWN.Process(target=_work, args=(theirs,), daemon=True)
        self._process.start()
        theirs.close()

    def give(self, turn: int, task: Callable[..., Any], job: Any) -> None:
        self.turn, self.job = turn, job
        with suppress(OSError):  # where it is dead, its result tells
            self.connection.send((task, job))

    def fate(self) -> str:
        """How the process ended that is dead; empty where its job took too long."""
        self._process.join()
        code = self._process.exitcode
        return "" if code == HUNG else f"its process died ({_named(code)})"

    def end(self) -> None:
        """End the process; it holds nothing that could be lost."""
        self.connection.close()
        self._process.kill()
        self._process.join()


def _named(code: int | None) -> str:
    with suppress(ValueError):
        return signal.Signals(-(code or 0)).name
    return f"exit code {code}"


def _too_long(limit: float) -> str:
    return f"takes longer than {limit:g} s"


def _work(connection: Connection) -> None:
    """The life of a worker: until whoever gives it work is gone."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # the parent is interrupted, too, and ends it
    lean()
    with suppress(EOFError, OSError):
        while True:
            task, job = connection.recv()
            connection.send(task(job))


def _watched(task: Callable[[Job], Result], limit: float, job: Job) -> Result | Lost[Job]:
    if not limit:
        return _tried(task, job)
    with Path(os.devnull).open("w") as nowhere:
        # A watchdog in C: it ends even what never comes back to Python, on every system.
        faulthandler.dump_traceback_later(limit, exit=True, file=nowhere)
        try:
            return _tried(task, job)
        finally:
            faulthandler.cancel_dump_traceback_later()


def _here(task: Callable[[Job], Result], job: Job, limit: float) -> Result | Lost[Job]:
    try:
        with _alarm(limit):
            return _tried(task, job)
    except _TooLong:
        return Lost(job, _too_long(limit))


def _tried(task: Callable[[Job], Result], job: Job) -> Result | Lost[Job]:
    try:
        return task(job)
    except Exception as error:  # one job of ten thousand: it is told, and the others are done
        place = extract_tb(error.__traceback__)[-1]
        where = f"{Path(place.filename).name}:{place.lineno}"
        return Lost(job, f"a bug of press-audit, please report it ({type(error).__name__}: {error}, {where})")


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
