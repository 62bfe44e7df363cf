"""Archives: on one core and on a cluster, as Parquet and as CSV, and what many of them need; writes ARCHIVES.md.

All on this machine, on a synthetic archive; what is compared was run in turns. `make bench-archives` runs it.
"""

import argparse
import os
import subprocess
import sys
import tempfile
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from shutil import rmtree
from time import perf_counter, process_time

import make_archive
import pandas as pd
from distributed import Client, LocalCluster
from tables import Table, times
from timing import interleaved, peak

from pipeline import cluster, ingest, package, tables
from pipeline.batch import Desk, audit_each
from pipeline.language import load
from pipeline.records import Audit
from pipeline.tabulate import tabulate

HERE = Path(__file__).parent
HEAD = """# Benchmarks of archives
Written by `make bench-archives`, on synthetic releases of 0.8 kB and 16 figures each.
All that is compared was run in turns on one machine, with {cores} cores and a cluster of its own.
Ratios carry over to other machines, times and rates do not.
"""

# The command, and then its peak.
SHELL = """
import atexit, sys
sys.path.append({here!r})
from timing import peak
from pipeline.cli import cli
atexit.register(lambda: print(peak()))
cli({arguments!r})
"""


@dataclass(frozen=True, slots=True)
class Measured:
    """What a release costs: seconds of a core, bytes on the disk; and megabytes of the processes."""

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
        speed, each = _speed(root, options.releases, options.rounds)
        formats, parquet, csv = _formats(root, options.releases, options.rounds)
        memory, client, slope, worker = _memory(root, options.sizes)
    found = Measured(each, parquet, csv, client, slope, worker)
    text = "\n".join(
        (HEAD.format(cores=os.cpu_count()), *(table.markdown() for table in (speed, formats, memory, _sizing(found))))
    )
    print(text)
    (HERE / "ARCHIVES.md").write_text(text, "utf-8")


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--releases", type=int, default=4000, help="Of the archive that is timed (default 4000).")
    parser.add_argument("--rounds", type=int, default=1, help="Counted runs of each thing (default 1).")
    parser.add_argument(
        "--sizes", type=int, nargs="+", default=[1000, 5000, 25000], help="Releases whose memory is measured."
    )
    return parser.parse_args()


def _archive(root: Path, releases: int) -> Path:
    folder = root / str(releases)
    if not folder.exists():
        make_archive.write(folder, releases)
    return folder / "releases"


def _speed(root: Path, releases: int, rounds: int) -> tuple[Table, float]:
    """One process that calls the audit, against clusters that also write Parquet."""
    folder = _archive(root, releases)
    with _cluster(1) as one, _cluster(2) as two:
        _on(one, _archive(root, 100), root / "out")  # so that all is loaded
        _on(two, _archive(root, 100), root / "out")
        before = _cpu(one)
        measured = interleaved(
            {
                "one process, the audit alone": lambda: _alone(folder),
                "one worker, with Parquet": lambda: _on(one, folder, root / "one"),
                "two workers, with Parquet": lambda: _on(two, folder, root / "two"),
            },
            rounds,
        )
        # Of the processor: how long it takes hangs on what else the machine does.
        each = (_cpu(one) - before) / releases / (rounds + 1)
    alone = next(iter(measured.values()))
    rows = [[name, times(alone / taken), f"{releases / taken:,.0f}"] for name, taken in measured.items()]
    note = (
        f"{releases} releases in tasks of {cluster.RELEASES}; the start of the cluster is not counted.\n"
        f"A release takes {1000 * each:.1f} ms of a core, with reading, checking and writing its tables."
    )
    return Table("One process and a cluster", note, ["", "speed", "releases/s"], rows), each


def _cpu(address: str) -> float:
    """The seconds of processor that the workers have had so far."""
    with Client(address, set_as_default=False) as client:
        return float(sum(client.run(process_time).values()))


def _alone(folder: Path) -> None:
    sources, _ = ingest.find([str(folder)])
    for _ in audit_each(sources, load("id"), Desk()):
        pass


def _on(address: str, folder: Path, out: Path) -> None:
    cluster.run([str(folder)], cluster.Order(".", str(out), None, "never", None), address)


@contextmanager
def _cluster(workers: int) -> Iterator[str]:
    with LocalCluster(n_workers=workers, threads_per_worker=1, dashboard_address=":0") as local:
        yield local.scheduler_address


def _formats(root: Path, releases: int, rounds: int) -> tuple[Table, float, float]:
    """The same tables written and read as Parquet and as CSV."""
    sources, _ = ingest.find([str(_archive(root, releases))])
    first = sources[: cluster.RELEASES]
    audits = [one for one in audit_each(first, load("id"), Desk()) if isinstance(one, Audit)]
    frames, names = tabulate(audits), tables.names()
    for name in names:
        _write(frames, name, root / name)
    writing = interleaved({name: lambda name=name: _write(frames, name, root / name) for name in names}, rounds + 2)
    reading = interleaved(
        {
            "csv": lambda: package.read(root / "csv" / tables.FOLDER),
            "parquet": lambda: [pd.read_parquet(root / "parquet" / tables.FOLDER / name) for name in frames],
        },
        rounds + 2,
    )
    size = {name: sum(path.stat().st_size for path in (root / name).rglob("*.*")) / len(audits) for name in names}
    rows = [
        [
            name,
            *(times(measured[name] / measured["csv"]) for measured in (size, writing, reading)),
            f"{size[name]:,.0f}",
        ]
        for name in names
    ]
    note = f"The tables of {len(audits)} releases, against CSV; read with exact decimals."
    head = ["", "size", "time to write", "time to read", "bytes a release"]
    return Table("Parquet and CSV", note, head, rows), size["parquet"], size["csv"]


def _write(frames: Mapping[str, pd.DataFrame], name: str, out: Path) -> None:
    made, _ = tables.render(frames, name, "00000")
    for file, content in made.items():
        path = out / file
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content if isinstance(content, bytes) else content.encode())


def _memory(root: Path, sizes: list[int]) -> tuple[Table, float, float, float]:
    """The peak of the client and of the workers, by the number of releases."""
    rows, peaks = [], []
    for size in sizes:
        folder = _archive(root, size)
        with _cluster(2) as address:
            began = perf_counter()
            peaks.append(_command(address, folder, root / "memory"))
            taken = perf_counter() - began
            with Client(address, set_as_default=False) as client:
                worker = max(client.run(peak).values())
        rows.append([f"{size:,}", f"{peaks[-1]:,.0f}", f"{worker:,.0f}", f"{size / taken:,.0f}"])
        rmtree(root / "memory")
    slope = (peaks[-1] - peaks[0]) / (sizes[-1] - sizes[0])
    note = "Peaks in MB. The client keeps the names of the releases and the ids of their findings, a worker one part."
    return Table("Memory", note, ["releases", "client", "worker", "releases/s"], rows), peaks[0], slope, worker


def _command(address: str, folder: Path, out: Path) -> float:
    """Run the command in a process of its own; its peak in MB."""
    arguments = ["run", str(folder), "--dask", address, "--out", str(out), "--fail-on", "never", "--quiet"]
    command = [sys.executable, "-c", SHELL.format(here=str(HERE), arguments=arguments)]
    done = subprocess.run(command, cwd=HERE.parent, check=True, capture_output=True, text=True)
    return float(done.stdout.split()[-1])


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
