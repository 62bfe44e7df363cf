"""Processes that share jobs; one that hangs or dies is replaced, and all that it takes with it is the job it was at.

A ``ProcessPoolExecutor`` is broken for good when one of its processes is killed, and ``multiprocessing.Pool`` waits for
ever for what that process was at.
"""

import faulthandler
import os
import signal
from collections.abc import Callable, Iterable, Iterator
from contextlib import suppress
from functools import partial
from itertools import count, islice
from multiprocessing import get_context, parent_process
from multiprocessing.connection import Connection, wait
from pathlib import Path
from threading import Thread
from time import monotonic
from typing import Any

from pipeline.lean import lean, steady
from pipeline.progress import Step, heard, tell
from pipeline.workers import SOME, Job, Lost, Result, too_long, tried

AHEAD = 50  # results a worker that may come before their turn, while one job takes long
HUNG = 1  # how a process ends that its watchdog has ended
# Neither threads nor open files of the parent are in a process that is spawned, and every system can do it.
SPAWN = get_context("spawn")


class Pool:
    """So many processes, each started when there is a job for it."""

    def __init__(self, number: int) -> None:
        self._number = number
        self._idle: list[_Worker] = []
        self._busy: dict[Any, _Worker] = {}

    def __enter__(self) -> "Pool":
        steady()  # whoever shares the work has much of it, and makes the pages of a long index
        return self

    def __exit__(self, *_: object) -> None:
        for worker in (*self._idle, *self._busy.values()):
            worker.end()

    def each(
        self, task: Callable[[Job], Result], jobs: Iterable[Job], limit: float = 0
    ) -> Iterator[Result | Lost[Job]]:
        """What the task makes of each job, in their order; task, jobs and results have to be picklable."""
        come: dict[int, Result | Lost[Job]] = {}
        waiting, given, turn = iter(jobs), 0, 0
        while True:
            room = min(self._number - len(self._busy), AHEAD * self._number - (given - turn))
            for job in islice(waiting, max(room, 0)):
                self._give(given, partial(_watched, task, limit), job)
                given += 1
            if turn == given:
                return
            for connection in wait([*self._busy]):
                result = self._result(self._busy[connection], limit)
                if isinstance(result, Step):
                    tell(result)
                else:
                    come[self._busy.pop(connection).turn] = result
            while turn in come:
                yield come.pop(turn)
                turn += 1

    def _give(self, turn: int, task: Callable[..., Any], job: Any) -> None:
        worker = self._idle.pop() if self._idle else _Worker()
        self._busy[worker.connection] = worker
        worker.give(turn, task, job)

    def _result(self, worker: "_Worker", limit: float) -> Any:
        try:
            result = worker.connection.recv()
        except (EOFError, OSError):
            return Lost(worker.job, worker.fate(limit) or too_long(limit))
        if not isinstance(result, Step):
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
        self.turn, self.job, self._since = turn, job, monotonic()
        with suppress(OSError):  # where it is dead, its result tells
            self.connection.send((task, job))

    def fate(self, limit: float) -> str:
        """How the process ended that is dead; empty where its job took too long."""
        self.connection.close()
        self._process.join()
        code = self._process.exitcode
        # The watchdog looks at a stack that is at work, and may fall over it: then it was a signal, but in time.
        timed_out = code == HUNG or 0 < limit <= monotonic() - self._since
        return "" if timed_out else f"its process died ({_named(code)}); do it alone, and report it if it dies again"

    def end(self) -> None:
        """End the process; it holds nothing that could be lost."""
        self.connection.close()
        self._process.kill()
        self._process.join()


def _named(code: int | None) -> str:
    with suppress(ValueError):
        return signal.Signals(-(code or 0)).name
    return f"exit code {code}"


def _work(connection: Connection) -> None:
    """The life of a worker: until whoever gives it work is gone, whatever it is at."""
    Thread(target=_orphaned, daemon=True).start()
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # the parent is interrupted, too, and ends it
    lean()
    with suppress(EOFError, OSError), heard(connection.send):
        for number in count():
            if number == SOME:
                steady()
            task, job = connection.recv()
            connection.send(task(job))


def _orphaned() -> None:
    parent = parent_process()
    if parent:
        parent.join()
    os._exit(HUNG)


def _watched(task: Callable[[Job], Result], limit: float, job: Job) -> Result | Lost[Job]:
    if not limit:
        return tried(task, job)
    with Path(os.devnull).open("w") as nowhere:
        # A watchdog in C: it ends even what never comes back to Python, on every system.
        faulthandler.dump_traceback_later(limit, exit=True, file=nowhere)
        try:
            return tried(task, job)
        finally:
            faulthandler.cancel_dump_traceback_later()
