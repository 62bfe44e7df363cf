"""Measures things side by side, so that what slows the machine slows all of them alike."""

import signal
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from statistics import median
from time import perf_counter

Task = Callable[[], object]


def interleaved(tasks: Mapping[str, Task], rounds: int) -> dict[str, float]:
    """The median seconds of each task over rounds in which each is run once; a first round is not counted."""
    times: dict[str, list[float]] = {name: [] for name in tasks}
    for _ in range(rounds + 1):
        for name, task in tasks.items():
            times[name].append(seconds(task))
    return {name: median(measured[1:]) for name, measured in times.items()}


def seconds(task: Task) -> float:
    start = perf_counter()
    task()
    return perf_counter() - start


def peak() -> float:
    """The most memory that this process has had so far, in MB; Linux only."""
    # Not getrusage: that counts what its parent had before it became another program.
    status = Path("/proc/self/status").read_text()
    return int(status.partition("VmHWM:")[2].split()[0]) / 1000


def capped(task: Task, cap: int) -> float | str:
    """The seconds a task takes, or in words why it has none: stopped after ``cap`` seconds, or crashed."""
    try:
        with _alarm(cap):
            return seconds(task)
    except TimeoutError:
        return f"over {cap} s"
    except Exception as error:  # a crash is a result too: what comes after it is still timed
        return f"crashed: {type(error).__name__}"


@contextmanager
def _alarm(cap: int) -> Iterator[None]:
    def stop(*_: object) -> None:
        raise TimeoutError

    before = signal.signal(signal.SIGALRM, stop)
    signal.alarm(cap)
    try:
        yield
    finally:
        signal.alarm(0)
        signal.signal(signal.SIGALRM, before)
