"""A run on a real Dask cluster of two workers: the same tables as on one machine, whoever dies in between."""

import os
import re
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from shutil import rmtree

import dask
import fsspec
import pandas as pd
import pytest
from click.testing import CliRunner, Result
from distributed import LocalCluster

from pipeline import cluster
from pipeline.cli import cli
from pipeline.ingest import OPTIONS, Source
from pipeline.workers import LIMIT

ROOT = Path(__file__).parents[1]
pytestmark = pytest.mark.xdist_group("cluster")
RELEASES = 2 * cluster.RELEASES + 100

# What a worker preloads: reading a release of this name kills it, as a lack of memory or a fault in a library would,
# or fails, or hangs.
DEADLY = """
import os, pathlib, signal, sys, time

def hook(event, arguments):
    if event == "open" and isinstance(arguments[0], str):
        path = pathlib.Path(arguments[0])
        if path.name == "always.txt" or (path.name == "once.txt" and not path.with_suffix(".died").exists()):
            path.with_suffix(".died").touch()
            os.kill(os.getpid(), signal.SIGKILL)
        if path.name == "slow.txt":
            time.sleep(600)
        if path.name == "bug.txt":
            raise RuntimeError("so it is")

sys.addaudithook(hook)
"""


@pytest.fixture(scope="module")
def address() -> Iterator[str]:
    """The address of a cluster whose workers are started somewhere else than the command."""
    settings = {"distributed.worker.preload": [DEADLY], "distributed.scheduler.allowed-failures": 1}
    os.environ["PYTHONPATH"] = str(ROOT)
    with (
        dask.config.set(settings),
        LocalCluster(n_workers=2, threads_per_worker=1, dashboard_address=":0") as local,
    ):
        yield local.scheduler_address


@pytest.fixture
def here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    return tmp_path


def call(*arguments: str) -> Result:
    return CliRunner().invoke(cli, ["run", *arguments], catch_exceptions=False)


def text(number: int, fault: int = 0) -> str:
    return f"Ditanam {number + 12 + fault} bibit, terdiri dari {number} bibit jati dan 12 bibit mahoni."


def put(name: str, content: str) -> None:
    path = Path("raw", name)
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(content, "utf-8")


def written(out: str) -> dict[str, bytes]:
    return {path.relative_to(out).as_posix(): path.read_bytes() for path in Path(out).rglob("*") if path.is_file()}


def on_one_machine() -> tuple[dict[str, bytes], Result]:
    """The tables that a run on one machine makes of ``raw``, and what it says."""
    result = call("raw", "--tables", "parquet", "--out", "one", "--fail-on", "never")
    files = {name: content for name, content in written("one").items() if name.startswith("tables/")}
    rmtree("one")
    return files, result


def summary(result: Result) -> list[str]:
    return result.stdout.splitlines()[-4:-1]


def test_the_tables_are_those_of_one_machine_though_a_worker_is_killed(here: Path, address: str) -> None:
    for number in range(100, RELEASES + 100):
        put(f"{number % 2}/{number:05}.txt", text(number))
    put("0/copy.txt", text(25, fault=2))
    put("1/copy.txt", text(25, fault=2))  # in another part than the other one
    put("1/empty.txt", "")
    put("0/once.txt", text(7))
    result = call("raw", "--dask", address)
    files, alone = on_one_machine()
    assert Path("raw/0/once.died").exists()
    assert written("reports") == files
    errors = [line for line in alone.stderr.splitlines() if not line.startswith("Skipped: raw/0/once.died")]
    assert (result.exit_code, result.stderr.splitlines()) == (2, errors)
    assert result.stdout.splitlines() == [*summary(alone), "Tables in reports/tables"]
    shared = pd.read_parquet("reports/tables/findings")["finding_id"]
    assert {name.partition("@")[2] for name in shared if "@" in name} == {"0/copy", "1/copy"}
    assert CliRunner().invoke(cli, ["validate"]).stdout == "reports/tables: valid\n"


def test_a_release_that_cannot_be_done_is_named_and_all_others_are_done(here: Path, address: str) -> None:
    for number in range(12):
        put(f"a/{number:05}.txt", text(number + 3))
    alone = on_one_machine()[1]
    for folder in "abc":  # so many that the scheduler blames some of what waits for the workers that they kill
        put(f"{folder}/always.txt", text(1))
    put("a/bug.txt", text(1))
    result = call("raw", "--dask", address)
    assert result.exit_code == 2
    fault = "workers of the cluster die of it, or it takes longer than --limit; audit it alone"
    assert sorted(re.sub(r"tmp\w+\.py", "preload.py", result.stderr).splitlines()) == [
        f"Error: raw/a/always.txt: {fault}",
        "Error: raw/a/bug.txt: a bug of press-audit, please report it: RuntimeError at preload.py:13: so it is",
        f"Error: raw/b/always.txt: {fault}",
        f"Error: raw/c/always.txt: {fault}",
    ]
    assert result.stdout.splitlines()[0] == summary(alone)[0]
    assert CliRunner().invoke(cli, ["validate"]).stdout == "reports/tables: valid\n"


def test_a_release_that_takes_too_long_is_named(here: Path, address: str) -> None:
    put("slow.txt", text(1))
    result = call("raw", "--dask", address, "--limit", "1")
    assert (result.exit_code, result.stderr.count("\n")) == (2, 1)
    assert result.stderr.startswith("Error: raw/slow.txt: workers of the cluster die of it, or it takes longer than ")


# What a scheduler preloads: the first task kills it.
GOING = """
import os, signal
from distributed.diagnostics.plugin import SchedulerPlugin

class Going(SchedulerPlugin):
    def transition(self, *arguments, **named):
        os.kill(os.getpid(), signal.SIGKILL)

def dask_setup(scheduler):
    scheduler.add_plugin(Going())
"""


def test_a_scheduler_that_goes_away_is_one_line(here: Path) -> None:
    put("a.txt", text(3))
    command = ["-m", "distributed.cli.dask_scheduler", "--port", "0", "--host", "127.0.0.1", "--preload", GOING]
    with subprocess.Popen([sys.executable, *command, "--no-dashboard"], stderr=subprocess.PIPE, text=True) as scheduler:
        assert scheduler.stderr
        address = next(found[1] for line in scheduler.stderr if (found := re.search(r"at: +(tcp://\S+)", line)))
        result = call("raw", "--dask", address)
    line = f"Error: --dask {address}: the scheduler is gone; start it and run again\n"
    assert (result.exit_code, result.stderr) == (2, line)


def test_what_was_there_before_is_replaced(here: Path, address: str) -> None:
    for number in range(5):
        put(f"{number}/a.txt", text(number + 16, fault=2 * (number % 2)))
    assert call("raw", "--dask", address).exit_code == 1
    Path("raw/3/a.txt").unlink()
    left = Path("reports/tables/figures/folder=1/.part-00000.parquet.0123")
    left.write_bytes(b"half")
    assert call("raw", "--dask", address, "--fail-on", "never").exit_code == 0
    assert written("reports") == on_one_machine()[0]


ENDS = [
    ("raw --dask {}", 0, ""),
    ("raw --dask {} --min-coverage 99.9%", 1, ""),
    ("raw nowhere --dask {}", 2, "Error: nowhere: no such file or folder; check the path\n"),
    (
        "raw --dask tcp://127.0.0.1:9",
        2,
        "Error: --dask tcp://127.0.0.1:9: no Dask scheduler answers there; check the address, and that the scheduler "
        "runs\n",
    ),
    ("raw --dask nonsense", 2, "Error: --dask nonsense: no Dask scheduler answers there; "),
    ("- --dask {}", 2, "Error: standard input can't be read by a cluster; name files or folders. "),
    ("raw --out memory://x", 2, "Error: --out memory://x: a URL can be written by a cluster only; "),
    ("raw --dask {} --out file/x", 2, "Error: file/x: can't be written by the workers ("),
]


@pytest.mark.parametrize(("arguments", "code", "line"), ENDS)
def test_how_it_ends(
    arguments: str, code: int, line: str, here: Path, address: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(cluster, "PATIENCE", "1 s")
    put("a.txt", f"{text(3)} Hadir 9 lurah.")
    Path("file").touch()
    result = call(*arguments.format(address).split())
    assert (result.exit_code, result.stderr[: len(line)] or result.stderr) == (code, line)
    assert "Traceback" not in result.stderr


def test_tables_are_written_to_a_url(here: Path, address: str) -> None:
    put("a.txt", text(16, fault=2))
    put("b.txt", text(16, fault=2))
    call("raw", "--dask", address, "--out", f"file://{here}/far")
    assert written("far") == on_one_machine()[0]


def test_the_work_of_a_task_on_a_store_without_folders(here: Path) -> None:
    put("b/a.txt", text(16, fault=2))
    part = cluster.Part("00000", (Source("b/a", "raw/b/a.txt"),))
    order = cluster.Order(str(here), "memory://archive", ("id", "id"), OPTIONS, LIMIT, None, None)
    done, again = cluster.audit_part(part, order), cluster.audit_part(part, order)
    assert done == again and done.fails
    store = fsspec.filesystem("memory")
    names = {path.removeprefix("/archive/") for path in store.find("/archive")}
    assert {name: store.cat(f"/archive/{name}") for name in names} == on_one_machine()[0]
    assert names == set(done.files)


def test_without_the_extra_one_line_says_what_to_install(here: Path) -> None:
    put("a.txt", text(3))
    code = (
        "import sys; sys.modules['distributed'] = sys.modules['fsspec'] = None\nfrom pipeline.cli import cli\n"
        "cli(['run', '--dask', 'tcp://127.0.0.1:9'])"
    )
    command = [sys.executable, "-c", code]
    done = subprocess.run(command, env={"PYTHONPATH": str(ROOT)}, capture_output=True, text=True, check=False)
    line = "Error: --dask: distributed and fsspec are not installed; run: pip install 'press-audit[bulk]'\n"
    assert (done.returncode, done.stdout, done.stderr) == (2, "", line)


OTHERS = [
    ("m.version = lambda name: '9'", "has press-audit 9, and here is "),
    ("m.version = lambda name: m.distribution('press-audit-of-nobody')", "Error: the workers lack press-audit"),
]


@pytest.mark.parametrize(("installed", "words"), OTHERS)
def test_workers_have_what_is_here(installed: str, words: str, here: Path) -> None:
    put("a.txt", text(3))
    with (
        dask.config.set({"distributed.worker.preload": [f"import importlib.metadata as m\n{installed}"]}),
        LocalCluster(n_workers=1, threads_per_worker=1, dashboard_address=":0") as local,
    ):
        result = call("raw", "--dask", local.scheduler_address)
    assert result.exit_code == 2
    assert words in result.stderr and len(result.stderr.splitlines()) == 1
    assert not Path("reports").exists()


SIZES = [1, 9, 10, 11, 999, 1000, 1001]


@pytest.mark.parametrize("size", SIZES)
def test_a_part_in_pieces_is_the_same_releases(size: int) -> None:
    sources = tuple(Source(str(number), f"{number}.txt") for number in range(size))
    pieces = cluster.Part("00000", sources).pieces()
    assert [source for piece in pieces for source in piece.sources] == list(sources)
    assert all(0 < len(piece.sources) < max(2, size) for piece in pieces)
    assert len({piece.name for piece in pieces}) == len(pieces) <= cluster.PIECES
