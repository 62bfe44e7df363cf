"""Many releases: on several cores, killed and resumed, done once, and never half written."""

import json
import os
import signal
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from shutil import copyfile
from time import monotonic, sleep

import pytest

from pipeline.language import load
from pipeline.report.digest import Digest
from pipeline.report.page import ON_A_PAGE
from pipeline.report.render import overview
from pipeline.store import FOLDER
from pipeline.validate import faults
from pipeline.workers import workers

CLEAN = "Ditanam 30 bibit, terdiri dari 18 bibit jati dan 12 bibit mahoni."
FAULTY = CLEAN.replace("12", "14")
ENDLESS = f"{CLEAN}\n\n" * 60_000  # takes minutes
ROOT = Path(__file__).parents[1]
Files = dict[str, bytes]

pytestmark = pytest.mark.skipif(not Path("/proc/self/task").exists(), reason="processes as Linux shows them")


def start(*arguments: str) -> "subprocess.Popen[str]":
    environment = os.environ | {"PYTHONPATH": str(ROOT)}
    command = [sys.executable, "-m", "pipeline.cli", "run", "raw", "--fail-on", "never", *arguments]
    return subprocess.Popen(command, env=environment, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)


def run(*arguments: str) -> tuple[int, str]:
    """How it ends, and what it complains about."""
    process = start(*arguments)
    _, err = process.communicate(timeout=300)
    return process.returncode, err


@pytest.fixture(autouse=True)
def raw(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder with releases, two of which are copies of each other."""
    monkeypatch.chdir(tmp_path)
    (tmp_path / "raw").mkdir()
    for number in range(12):
        put(f"{number:02}", FAULTY.replace("jati", f"pohon {chr(97 + number)}") if number % 2 else CLEAN)
    (tmp_path / "raw/z").mkdir()
    put("z/01", Path("raw/01.txt").read_text())
    return tmp_path / "raw"


def put(name: str, text: str) -> None:
    Path("raw", f"{name}.txt").write_text(text)


def written(out: str = "reports") -> Files:
    files = (path.relative_to(out) for path in Path(out).rglob("*") if path.is_file())
    return {path.as_posix(): Path(out, path).read_bytes() for path in files if FOLDER not in path.parts}


def wait_until(condition: Callable[[], object]) -> None:
    deadline = monotonic() + 120
    while not condition():
        assert monotonic() < deadline
        sleep(0.01)


def children(pid: int) -> list[int]:
    return [int(child) for child in Path(f"/proc/{pid}/task/{pid}/children").read_text().split()]


def test_several_processes_write_what_one_does() -> None:
    assert run("--jobs", "1", "--out", "one") == run("--jobs", "2", "--out", "two") == (0, "")
    assert written("one") == written("two")
    assert faults(Path("one/tables")) == []
    assert Path("one/findings.json").read_text().count('@z/01"') == 1


@pytest.mark.parametrize("jobs", ["1", "2"])
def test_a_release_that_takes_too_long_costs_a_line(jobs: str) -> None:
    put("05", ENDLESS)
    code, err = run("--jobs", jobs, "--limit", "4")
    assert (code, err) == (2, "Error: raw/05.txt: takes longer than 4 s; split it, or give it more with --limit\n")
    files = written()
    assert "05.html" not in files and {"04.html", "06.html", "z/01.html", "index.html"} <= set(files)


def test_a_process_that_dies_costs_a_line() -> None:
    put("05", ENDLESS)
    process = start("--jobs", "2")
    wait_until(Path("reports/04.html").exists)
    # Of its two processes the one that still works when all others are done.
    wait_until(lambda: len(busy(process.pid)) == 1)
    os.kill(*busy(process.pid), signal.SIGKILL)
    _, err = process.communicate(timeout=300)
    assert (process.returncode, err.count("\n")) == (2, 1)
    assert err.startswith("Error: raw/05.txt: its process died (SIGKILL); ")
    assert "z/01.html" in written()


def busy(pid: int) -> list[int]:
    """The children that have worked within the last tenths of a second."""
    before = {child: worked(child) for child in children(pid)}
    sleep(0.3)
    return [child for child in children(pid) if worked(child) > before.get(child, 0)]


def worked(pid: int) -> int:
    return int(Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[11])


@pytest.mark.parametrize("jobs", ["1", "2"])
def test_a_run_that_is_killed_goes_on_where_it_was(jobs: str) -> None:
    put("zz", ENDLESS)
    process = start("--jobs", jobs)
    wait_until(Path("reports/z/01.html").exists)
    sleep(0.5)
    workers = children(process.pid)
    process.kill()
    process.communicate()
    wait_until(lambda: not any(Path(f"/proc/{worker}").exists() for worker in workers))
    for name, content in written().items():
        assert content.endswith(b"</html>\n" if name.endswith(".html") else b"\n"), name
    put("zz", CLEAN)
    code, err = run("--verbose")
    assert code == 0 and "Unchanged: 13; " in err
    assert run("--out", "fresh") == (0, "")
    assert written() == written("fresh")


CHANGES = [
    ("nothing", lambda: None, 13),
    ("a release", lambda: put("00", FAULTY), 12),
    ("a twin that goes", lambda: Path("raw/z/01.txt").unlink(), 12),
    ("a page that is lost", lambda: Path("reports/00.html").unlink(), 12),
    ("a page that is changed", lambda: Path("reports/00.md").write_text("x"), 12),
    ("a table that is changed", lambda: Path("reports/tables/claims.csv").write_text("x"), 13),
    ("the settings", lambda: Path("press-audit.toml").write_text('office = "Dinas"\n'), 0),
    ("one setting", lambda: Path("press-audit.toml").write_text(OVERRIDE), 12),
    ("what is accepted", lambda: Path("raw/press-audit-accepted.toml").write_text(ACCEPTED), 1),
    ("what it remembers", lambda: next(Path("reports", FOLDER).glob("*.db")).write_text("no database, and no more"), 0),
]
OVERRIDE = '[[overrides]]\npaths = ["raw/03.txt"]\noffice = "Dinas"\n'
ACCEPTED = '[[accepted]]\nfinding = "0"\nreason = "sebab"\n'


@pytest.mark.parametrize(("change", "unchanged"), [(c, u) for _, c, u in CHANGES], ids=[name for name, *_ in CHANGES])
def test_what_has_changed_is_done_again_and_nothing_else(change: Callable[[], object], unchanged: int) -> None:
    run()
    change()
    _, err = run("--verbose")
    told = f"Unchanged: {unchanged}; --fresh does them again" if unchanged else ""
    assert [line for line in err.splitlines() if line.startswith("Unchanged")] == ([told] if told else [])
    assert run("--out", "fresh")[0] == 0
    assert written() == written("fresh")
    assert Path("reports/z").exists() == Path("raw/z/01.txt").exists()


def test_what_is_gone_is_removed_where_nobody_has_changed_it() -> None:
    run()
    Path("reports/note.html").write_text("by hand")
    Path("reports/02.html").write_text("by hand")
    for name in ("02", "03", "z/01"):
        Path("raw", f"{name}.txt").unlink()
    assert run() == (0, "")
    assert run("--out", "fresh") == (0, "")
    assert set(written()) - set(written("fresh")) == {"note.html", "02.html"}
    assert set(written()) >= set(written("fresh"))


def test_a_page_of_the_index_that_is_needed_no_longer_is_removed() -> None:
    for number in range(ON_A_PAGE):
        put(f"x{number}", "Ditanam 3 pohon.")
    run()
    assert {"index-2.html", "index-2.md"} <= set(written())
    for number in range(20):
        Path(f"raw/x{number}.txt").unlink()
    run()
    assert {name for name in written() if name.startswith("index")} == {"index.html", "index.md"}


UPGRADED = """
import importlib.metadata as metadata
there = metadata.version
metadata.version = lambda name: "99.0" if name == {library!r} else there(name)
from pipeline.cli import cli
cli(["run", "raw", "--fail-on", "never", "--verbose"])
"""


@pytest.mark.parametrize(("library", "unchanged"), [("pypdfium2", 13), ("of-nobody", 14)])
def test_what_is_read_with_another_version_of_a_library_is_done_again(library: str, unchanged: int) -> None:
    copyfile(ROOT / "tests/documents/made/tabel-libreoffice.pdf", "raw/tabel.pdf")
    run()
    command = [sys.executable, "-c", UPGRADED.format(library=library)]
    environment = os.environ | {"PYTHONPATH": str(ROOT)}
    done = subprocess.run(command, env=environment, capture_output=True, text=True, check=True)
    assert f"Unchanged: {unchanged}; " in done.stderr


def test_all_can_be_done_again() -> None:
    run()
    assert "Unchanged" not in run("--fresh", "--verbose")[1]


def test_one_bad_file_among_many() -> None:
    put("07", "")
    line = "Error: raw/07.txt: empty; put the text of the release into it or remove it\n"
    assert run("--jobs", "2") == (2, line)
    assert len(json.loads(written()["findings.json"])["documents"]) == 12


def test_two_runs_into_one_folder() -> None:
    put("zz", ENDLESS)
    first = start("--jobs", "1")
    wait_until(Path("reports/z/01.html").exists)
    sleep(0.5)  # by then it is at the last one
    Path("raw/zz.txt").unlink()
    code, err = run()
    first.kill()
    first.communicate()
    line = "Error: reports: can't be written (another run is at work there); choose another folder with --out\n"
    assert (code, err) == (2, line)


@pytest.mark.parametrize("size", [1, 29_000, 3_000_000])
def test_jobs_and_results_of_any_size_come_in_their_order(size: int) -> None:
    jobs = [bytes([number]) * size for number in range(20)]
    with workers(2) as hands:
        assert list(hands.each(bytes, jobs)) == jobs


PAGES = [(0, 1), (1, 1), (ON_A_PAGE, 1), (ON_A_PAGE + 1, 2), (20 * ON_A_PAGE, 20)]


def digests(number: int) -> list[Digest]:
    states = {"right": 1, "doubt": 0, "undecided": 0, "unchecked": 0}
    found = {"error": 0, "warning": 0, "note": 0}
    return [
        Digest(str(n), f"{n}.txt", f"Rilis {n}", "", "", "", {}, found, 0, states, "error", None, (), ())
        for n in range(number)
    ]


@pytest.mark.parametrize(("number", "pages"), PAGES)
def test_the_index_has_pages_that_lead_to_each_other(number: int, pages: int) -> None:
    each = digests(number)
    files = dict(overview(each, each, load("id")))
    html = [name for name in files if name.endswith(".html")]
    assert html == ["index.html", *(f"index-{n}.html" for n in range(2, pages + 1))]
    assert all(f'href="{html[0]}"' in files[name] for name in html[1:])
    assert all(f'href="{html[-1]}"' in files[name] for name in html[:-1])
    assert sum(files[name].count('<th scope="row" class="name">') for name in html) == number
