"""Processes that share jobs; one that hangs or dies is replaced, and all that it takes with it is the job it was at.

A ``ProcessPoolExecutor`` is broken for good when one of its processes is killed, and ``multiprocessing.Pool`` waits for
ever for what that process was at.
"""

import faulthandler
import os
import signal
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from contextlib import suppress
from functools import cache, partial
from itertools import count
from multiprocessing import get_context, parent_process
from multiprocessing.connection import Connection, wait
from multiprocessing.reduction import ForkingPickler
from pathlib import Path
from threading import Thread
from time import monotonic
from typing import IO, Any

from pipeline.lean import lean, steady
from pipeline.progress import Step, heard, tell
from pipeline.workers import SOME, Job, Lost, Result, too_long, tried

AHEAD = 50  # results a worker that may come before their turn, while one job takes long
PREPARED = 2  # jobs that a worker has at once: it need not wait for the next
SMALL = 30_000  # bytes of a job that a pipe takes whatever its worker is at; others wait until it is idle, and reads
HUNG = 1  # how a process ends that its watchdog has ended
# Neither threads nor open files of the parent are in a process that is spawned, and every system can do it.
SPAWN = get_context("spawn")


class Pool:
    """So many processes, each started when there is a job for it."""

    def __init__(self, number: int) -> None:
        self._number = number
        self._workers: list[_Worker] = []

    def __enter__(self) -> "Pool":
        steady()  # whoever shares the work has much of it, and makes the pages of a long index
        return self

    def __exit__(self, *_: object) -> None:
        for worker in self._workers:
            worker.end()

    def each(
        self, task: Callable[[Job], Result], jobs: Iterable[Job], limit: float = 0
    ) -> Iterator[Result | Lost[Job]]:
        """What the task makes of each job, in their order; task, jobs and results have to be picklable."""
        come: dict[int, Result | Lost[Job]] = {}
        waiting, again, given, turn = enumerate(jobs), deque[tuple[int, Job]](), 0, 0
        while True:
            while (again or given - turn < AHEAD * self._number) and (worker := self._free()):
                if (numbered := again.popleft() if again else next(waiting, None)) is None:
                    break
                if not worker.take(*numbered, partial(watched, task, limit)):
                    again.appendleft(numbered)
                    break
                given = max(given, numbered[0] + 1)
            if turn == given:
                return
            for worker in self._ready():
                number, job = worker.queue[0]
                result, left = self._result(worker, job, limit)
                if isinstance(result, Step):
                    tell(result)
                    continue
                come[number] = result
                again.extendleft(reversed(left))
            while turn in come:
                yield come.pop(turn)
                turn += 1

    def _free(self) -> "_Worker | None":
        """A worker for the next job: whoever has the fewest, or a new one rather than one that is at work."""
        least = min(self._workers, key=lambda worker: len(worker.queue), default=None)
        if (least is None or least.queue) and len(self._workers) < self._number:
            self._workers.append(_Worker())
            return self._workers[-1]
        return least if least and len(least.queue) < PREPARED else None

    def _ready(self) -> "list[_Worker]":
        """Those who have a result, or are dead."""
        ready = wait([worker.connection for worker in self._workers if worker.queue])
        return [worker for worker in self._workers if worker.connection in ready]

    def _result(self, worker: "_Worker", job: Any, limit: float) -> tuple[Any, list[tuple[int, Any]]]:
        """What came of the job that a worker is at, and the jobs that it leaves when it dies of that one."""
        try:
            return worker.result(), []
        except (EOFError, OSError):
            self._workers.remove(worker)
            return Lost(job, worker.fate(limit) or too_long(limit)), [*worker.queue][1:]


class _Worker:
    """One process, and its jobs with their numbers; it is at the first of them."""

    def __init__(self) -> None:
        self.connection, theirs = SPAWN.Pipe()
        self.queue: deque[tuple[int, Any]] = deque()
        self._process = SPAWN.Process(target=_work, args=(theirs,), daemon=True)
        self._process.start()
        theirs.close()

    def take(self, number: int, job: Any, task: Callable[..., Any]) -> bool:
        """Give it a job, unless that is too large for one that is at work."""
        message = ForkingPickler.dumps((task, job))
        if self.queue and len(message) > SMALL:
            return False
        if not self.queue:
            self._since = monotonic()
        self.queue.append((number, job))
        with suppress(OSError):  # where it is dead, its result tells
            self.connection.send_bytes(message)
        return True

    def result(self) -> Any:
        """What came of the job that it was at, or how far that has come; EOFError or OSError where it is dead."""
        result = self.connection.recv()
        if not isinstance(result, Step):
            self.queue.popleft()
            self._since = monotonic()
        return result

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


def watched(task: Callable[[Job], Result], limit: float, job: Job) -> Result | Lost[Job]:
    """What the task makes of the job; where that takes more than ``limit`` seconds, the process ends."""
    if not limit:
        return tried(task, job)
    # A watchdog in C: it ends even what never comes back to Python, on every system.
    faulthandler.dump_traceback_later(limit, exit=True, file=_nowhere())
    try:
        return tried(task, job)
    finally:
        faulthandler.cancel_dump_traceback_later()


@cache
def _nowhere() -> IO[str]:
    return Path(os.devnull).open("w")
