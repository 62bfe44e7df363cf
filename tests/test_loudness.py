"""How much a run tells: --quiet and --verbose, and a bar on a terminal where it takes long."""

import os
import re
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from pipeline.cli import cli
from pipeline.commands._progress import MANY
from pipeline.ingest.sources import readable
from tests.documents import pdf
from tests.releases import CLEAN, FAULTY

ROOT = Path(__file__).parents[1]


@pytest.fixture
def call(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Callable[..., Result]:
    """The command where raw has two releases and two files that are none."""
    monkeypatch.chdir(tmp_path)
    Path("raw").mkdir()
    for name, content in {"a.txt": FAULTY, "b.txt": CLEAN, "c.csv": "x", "d.csv": "x"}.items():
        Path("raw", name).write_text(content)
    return lambda *arguments: CliRunner().invoke(cli, arguments, catch_exceptions=False)


def test_without_either_it_sums_up_and_says_what_was_skipped(call: Callable[..., Result]) -> None:
    result = call("run")
    assert [line.split()[0] for line in result.stdout.splitlines()[1:]] == ["2", "1", "50%", "Open"]
    assert result.stderr == f"Skipped: {Path('raw', 'c.csv')} and 1 more; releases end in {readable()}\n"


def test_quiet_tells_findings_and_errors_only(call: Callable[..., Result]) -> None:
    result = call("run", "raw", "nowhere", "--quiet")
    (finding,) = result.stdout.splitlines()
    assert finding.startswith(f"{Path('raw', 'a.txt')}:1:9: error [sum-mismatch] ")
    assert result.stderr == "Error: nowhere: no such file or folder; check the path\n"


def test_verbose_tells_what_is_read_and_skipped_and_how_long_it_took(call: Callable[..., Result]) -> None:
    Path("raw/e.txt").touch()
    result = call("run", "--verbose")
    a, b, e, c, d, error = (re.sub(r"\d+\.\d\d s", "N s", line) for line in result.stderr.splitlines())
    raw = f"raw{os.sep}"
    assert a == f"1 of 3: {raw}a.txt: 3 figures, 1 claims, 1 findings, N s"
    assert b == f"2 of 3: {raw}b.txt: 3 figures, 1 claims, 0 findings, N s"
    assert e == f"3 of 3: {raw}e.txt: could not be used, N s"
    assert (c, d) == tuple(f"Skipped: {raw}{name}.csv; releases end in {readable()}" for name in "cd")
    assert error.startswith("Error: ")
    assert result.stdout == call("run").stdout


def test_check_speaks_and_keeps_silent_likewise(call: Callable[..., Result]) -> None:
    plain, quiet, verbose = (call("check", "--format", "full", *option) for option in ((), ("-q",), ("-v",)))
    told, summary = plain.stdout.rsplit("\n\n", 1)
    assert (quiet.stdout, quiet.stderr) == (f"{told}\n\n", "")
    assert summary.startswith("2 releases, ")
    assert verbose.stdout == plain.stdout
    assert verbose.stderr.startswith(f"1 of 2: raw{os.sep}a.txt: 3 figures, ")
    assert call("check", "--format", "json", "-q").stdout == call("check", "--format", "json").stdout


def on_a_terminal(*arguments: str, **environment: str) -> str:
    """All that is written to standard error where that is a terminal."""
    pty = pytest.importorskip("pty", reason="a terminal as Linux has it")
    ours, theirs = pty.openpty()
    process = subprocess.Popen(
        [sys.executable, "-m", "pipeline.cli", "check", *arguments],
        env=os.environ | {"PYTHONPATH": str(ROOT), "TERM": "xterm", "COLUMNS": "100"} | environment,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.DEVNULL,
        stderr=theirs,
    )
    os.close(theirs)
    written = b""
    try:
        while more := os.read(ours, 10_000):
            written += more
    except OSError:  # how Linux says that the other end is closed
        pass
    os.close(ours)
    assert process.wait(120) == 0
    return written.decode()


def many(number: int) -> None:
    for each in range(number):
        Path("raw", f"{each}.txt").write_text(CLEAN)
    for name in "ab":
        Path("raw", f"{name}.txt").unlink()


BARS = [
    (MANY, [], {}, True),
    (MANY, [], {"NO_COLOR": "1"}, True),
    (MANY, [], {"TERM": "dumb"}, False),
    (MANY, ["--quiet"], {}, False),
    (MANY, ["--verbose"], {}, False),
    (2, [], {}, False),
]


@pytest.mark.parametrize(("number", "options", "environment", "drawn"), BARS)
def test_a_bar_where_it_takes_long(
    number: int, options: list[str], environment: dict[str, str], drawn: bool, call: Callable[..., Result]
) -> None:
    many(number)
    written = on_a_terminal("raw", *options, **environment)
    assert (f"/{number}" in written and "a second" in written) == drawn
    colours = re.findall(r"\x1b\[[\d;]*[1-9]m", written)
    assert bool([each for each in colours if re.search(r"[34]\d", each)]) == (drawn and "NO_COLOR" not in environment)


@pytest.mark.parametrize("jobs", ["1", "2"])
def test_the_bar_tells_the_pages_of_a_long_pdf(jobs: str, call: Callable[..., Result]) -> None:
    many(MANY)
    Path("raw", "[b]uku.pdf").write_bytes(pdf.document([[pdf.text(60, 700, "Ditanam 30 bibit.")]] * 1000))
    assert re.search(r"raw.\[b\]uku\.pdf: page \d+0 of 1000", on_a_terminal("raw", "--jobs", jobs))
    for told in (on_a_terminal("raw", "--jobs", jobs, "--quiet"), call("check", "raw", "--jobs", jobs).stderr):
        assert " of 1000" not in told


def test_no_bar_where_nobody_looks(call: Callable[..., Result]) -> None:
    many(MANY)
    assert "a second" not in call("run").stderr


def test_the_bar_is_not_loaded_where_it_is_not_drawn(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text(CLEAN)
    code = (
        "import sys\nfrom pipeline.cli import cli\ntry: cli(['run', 'a.txt', '--quiet'])\nexcept SystemExit: pass\n"
        "print('rich.progress' in sys.modules)"
    )
    environment = os.environ | {"PYTHONPATH": str(ROOT)}
    done = subprocess.run(
        [sys.executable, "-c", code], cwd=tmp_path, env=environment, capture_output=True, text=True, check=True
    )
    assert done.stdout == "False\n"
