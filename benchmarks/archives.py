"""Archives: on one core and two, on a cluster, as Parquet and as CSV, and what many of them need; writes ARCHIVES.md.

All on this machine, on a synthetic archive; what is compared was run in turns. `make bench-archives` runs it.
"""

import argparse
import os
import platform
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from shutil import rmtree
from statistics import median
from time import perf_counter, process_time

import make_archive
import pandas as pd
from distributed import Client, LocalCluster
from tables import Table, times
from timing import interleaved, peak

from pipeline import batch, cluster, ingest, package, tables
from pipeline.language import load
from pipeline.release import Done, do
from pipeline.store import unpacked

HERE = Path(__file__).parent
HEAD = """# Benchmarks of archives
Written by `make bench-archives`, on synthetic releases of 0.8 kB and 16 figures each.
All that is compared was run in turns on one machine: {machine}, {cores} cores, shared with others.
Ratios carry over to other machines, times and rates do not.
"""

# The command, and then what it took: seconds, those of the processor, the peak of its process and of its largest child.
SHELL = """
import atexit, sys
from resource import RUSAGE_CHILDREN, RUSAGE_SELF, getrusage
from time import perf_counter
sys.path.append({here!r})
from timing import peak
began = perf_counter()

def told():
    own, others = getrusage(RUSAGE_SELF), getrusage(RUSAGE_CHILDREN)
    cpu = own.ru_utime + own.ru_stime + others.ru_utime + others.ru_stime
    print(perf_counter() - began, cpu, peak(), others.ru_maxrss / 1000)

if __name__ == "__main__":
    atexit.register(told)
    from pipeline.cli import main
    sys.argv = ["press-audit", *{arguments!r}]
    main()
"""


@dataclass(frozen=True, slots=True)
class Took:
    """What a run took: seconds, those of the processor, and the megabytes of its process and of its largest child."""

    seconds: float
    cpu: float
    peak: float
    child: float


@dataclass(frozen=True, slots=True)
class Measured:
    """What a release costs on a cluster: seconds of a core, bytes on the disk; and megabytes of the processes."""

    seconds: float
    parquet: float
    csv: float
    client: float
    client_a_release: float
    worker: float


def main() -> None:
    options = _options()
    with tempfile.TemporaryDirectory() as folder:
        root = Path(folder)
        cores = _cores(root, options.releases, options.rounds)
        local = _local_memory(root, options.local)
        speed, each = _speed(root, options.releases, options.rounds)
        formats, parquet, csv = _formats(root, options.rounds)
        memory, client, slope, worker = _memory(root, options.sizes)
    found = Measured(each, parquet, csv, client, slope, worker)
    all_of_them = (cores, local, speed, formats, memory, _sizing(found))
    head = HEAD.format(machine=platform.machine(), cores=os.cpu_count())
    text = "\n".join((head, *(table.markdown() for table in all_of_them)))
    print(text)
    (HERE / "ARCHIVES.md").write_text(text, "utf-8")


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--releases", type=int, default=4000, help="Of the archive that is timed (default 4000).")
    parser.add_argument("--rounds", type=int, default=3, help="Counted runs of each thing (default 3).")
    sizes: Sequence[int] = (1000, 5000, 25000)
    parser.add_argument("--sizes", type=int, nargs="+", default=sizes, help="Releases whose memory is measured.")
    parser.add_argument("--local", type=int, nargs="+", default=(1000, 10_000, 100_000), help="And that without Dask.")
    return parser.parse_args()


def _archive(root: Path, releases: int) -> Path:
    folder = root / str(releases)
    if not folder.exists():
        make_archive.write(folder, releases)
    return folder / "releases"


def _command(folder: Path, out: Path, *options: str) -> Took:
    """Run the command in a process of its own, into a new folder."""
    rmtree(out, ignore_errors=True)
    arguments = ["run", str(folder), "--out", str(out), "--fail-on", "never", "--quiet", *options]
    # A file: processes that it starts load it again.
    script = out.parent / "command.py"
    script.write_text(SHELL.format(here=str(HERE), arguments=arguments))
    environment = os.environ | {"PYTHONPATH": str(HERE.parent)}
    done = subprocess.run([sys.executable, str(script)], check=True, capture_output=True, text=True, env=environment)
    return Took(*map(float, done.stdout.split()[-4:]))


def _cores(root: Path, releases: int, rounds: int) -> Table:
    """One process against two, with all reports and tables."""
    folder = _archive(root, releases)
    took: dict[int, list[Took]] = {1: [], 2: []}
    for _ in range(rounds):
        for jobs, runs in took.items():
            runs.append(_command(folder, root / "out", "--jobs", str(jobs)))
    best = {jobs: min(runs, key=lambda run: run.seconds) for jobs, runs in took.items()}
    rows = [
        [
            f"--jobs {jobs}",
            times(best[1].seconds / run.seconds),
            f"{releases / run.seconds:,.0f}",
            f"{1000 * median(each.cpu for each in took[jobs]) / releases:.1f}",
        ]
        for jobs, run in best.items()
    ]
    note = (
        f"{releases:,} releases, with all reports; the fastest of {rounds} runs each, for the machine has other work.\n"
        "The last column is milliseconds of the processor for a release (the median), of all processes together."
    )
    return Table("Cores", note, ["", "speed", "releases/s", "ms"], rows)


def _local_memory(root: Path, sizes: Sequence[int]) -> Table:
    took = {size: _command(_archive(root, size), root / "out", "--jobs", "2") for size in sizes}
    first = took[sizes[0]]
    rows = [
        [
            f"{size:,}",
            f"{t.peak:,.0f}",
            f"{t.child:,.0f}",
            times((t.peak + 2 * t.child) / (first.peak + 2 * first.child)),
        ]
        for size, t in took.items()
    ]
    note = "Peaks of a run with `--jobs 2` in MB, and of all three processes together against the smallest archive."
    return Table("Memory on one machine", note, ["releases", "parent", "worker", "together"], rows)


def _speed(root: Path, releases: int, rounds: int) -> tuple[Table, float]:
    """One worker of a cluster against two."""
    folder = _archive(root, releases)
    with _cluster(1) as one, _cluster(2) as two:
        _on(one, _archive(root, 100), root / "out")  # so that all is loaded
        _on(two, _archive(root, 100), root / "out")
        before = _cpu(one)
        runs: Mapping[str, Callable[[], None]] = {
            "one worker": lambda: _on(one, folder, root / "one"),
            "two workers": lambda: _on(two, folder, root / "two"),
        }
        measured = interleaved(runs, rounds)
        # Of the processor: how long it takes hangs on what else the machine does.
        each = (_cpu(one) - before) / releases / (rounds + 1)
    alone = measured["one worker"]
    rows = [[name, times(alone / taken), f"{releases / taken:,.0f}"] for name, taken in measured.items()]
    note = (
        f"{releases:,} releases in tasks of {cluster.RELEASES}; the start of the cluster is not counted.\n"
        f"A release takes {1000 * each:.1f} ms of a core, with reading, checking and writing its tables."
    )
    return Table("A cluster", note, ["", "speed", "releases/s"], rows), each


def _cpu(address: str) -> float:
    """The seconds of processor that the workers have had so far."""
    with Client(address, set_as_default=False) as client:
        return float(sum(client.run(process_time).values()))


def _on(address: str, folder: Path, out: Path) -> None:
    order = cluster.Order(".", str(out), ("id", "id"), ingest.OPTIONS, 30, "never", None)
    cluster.run([str(folder)], order, address)


@contextmanager
def _cluster(workers: int) -> Iterator[str]:
    with LocalCluster(n_workers=workers, threads_per_worker=1, dashboard_address=":0") as local:
        yield local.scheduler_address


def _formats(root: Path, rounds: int) -> tuple[Table, float, float]:
    """The same tables written and read as Parquet and as CSV."""
    desk, language = batch.Desk(), batch.codes(load("id"))
    sources, _ = ingest.find([str(_archive(root, cluster.RELEASES))])
    done = [one for one in (do(language, None, job) for job in desk.jobs(sources)) if isinstance(one, Done)]
    chunk = {one.digest.doc_id: unpacked(one.part)[0] for one in done}
    names = tables.names()
    for name in names:
        _write(chunk, name, root / name)
    writing = interleaved({name: lambda name=name: _write(chunk, name, root / name) for name in names}, rounds + 2)
    reading = interleaved(
        {
            "csv": lambda: package.read(root / "csv" / tables.FOLDER),
            "parquet": lambda: [pd.read_parquet(path) for path in (root / "parquet" / tables.FOLDER).iterdir()],
        },
        rounds + 2,
    )
    size = {name: sum(path.stat().st_size for path in (root / name).rglob("*.*")) / len(done) for name in names}
    rows = [
        [
            name,
            *(times(measured[name] / measured["csv"]) for measured in (size, writing, reading)),
            f"{size[name]:,.0f}",
        ]
        for name in names
    ]
    note = f"The tables of {len(done):,} releases, against CSV (which a run has already); read with exact decimals."
    head = ["", "size", "time to write", "time to read", "bytes a release"]
    return Table("Parquet and CSV", note, head, rows), size["parquet"], size["csv"]


def _write(chunk: tables.Chunk, name: str, out: Path) -> None:
    made, _ = tables.render(chunk, [name], "00000")
    for file, content in made.items():
        path = out / file
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content if isinstance(content, bytes) else content.encode())


def _memory(root: Path, sizes: Sequence[int]) -> tuple[Table, float, float, float]:
    """The peak of the client and of the workers, by the number of releases."""
    rows, peaks = [], []
    for size in sizes:
        folder = _archive(root, size)
        with _cluster(2) as address:
            began = perf_counter()
            peaks.append(_command(folder, root / "memory", "--dask", address).peak)
            taken = perf_counter() - began
            with Client(address, set_as_default=False) as client:
                worker = max(client.run(peak).values())
        rows.append([f"{size:,}", f"{peaks[-1]:,.0f}", f"{worker:,.0f}", f"{size / taken:,.0f}"])
    slope = (peaks[-1] - peaks[0]) / (sizes[-1] - sizes[0])
    note = "Peaks in MB. The client keeps the names of the releases and the ids of their findings, a worker one part."
    head = ["releases", "client", "worker", "releases/s"]
    return Table("Memory on a cluster", note, head, rows), peaks[0], slope, worker


def _sizing(found: Measured) -> Table:
    rows = [
        [
            f"{releases:,}",
            f"{releases * found.seconds / 3600:,.1f}",
            f"{releases * found.seconds / 60 / 64:,.1f}",
            f"{releases / cluster.RELEASES:,.0f}",
            f"{releases * found.parquet / 1e9:,.1f}",
            f"{releases * found.csv / 1e9:,.1f}",
            f"{(found.client + releases * found.client_a_release) / 1000:,.1f}",
            f"{found.worker / 1000:,.1f}",
        ]
        for releases in (100_000, 1_000_000, 100_000_000)
    ]
    note = "Reckoned from the figures above: in proportion to the releases, and to the size of yours."
    head = [
        "releases",
        "core-hours",
        "minutes on 64 cores",
        "tasks",
        "Parquet, GB",
        "as CSV, GB",
        "client, GB",
        "worker, GB",
    ]
    return Table("Sizing", note, head, rows)


if __name__ == "__main__":
    main()
