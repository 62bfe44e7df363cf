"""``press-audit check``: what it prints, where to, and how it ends."""

import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from pipeline import formats
from pipeline.cli import cli
from tests.releases import CLEAN, FAULTY
from tests.test_cli import HEAVY, process, put

COUNTED = f"{CLEAN} Hadir 9 lurah."
WARNED = "Rapat dihadiri 12 (tiga belas) lurah."


@pytest.fixture
def call(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Callable[..., Result]:
    """The command in a folder with one release."""
    monkeypatch.chdir(tmp_path)
    put("raw/a.txt", FAULTY)
    return lambda *arguments: CliRunner().invoke(cli, ("check", *arguments), catch_exceptions=False)


ENDS = [
    ({"raw/a.txt": CLEAN}, "", 0),
    ({"raw/a.txt": FAULTY}, "", 1),
    ({"raw/a.txt": FAULTY}, "raw/a.txt", 1),
    ({"raw/a.txt": FAULTY}, "--fail-on never", 0),
    ({"raw/a.txt": WARNED}, "", 0),
    ({"raw/a.txt": WARNED}, "--fail-on warning", 1),
    ({"raw/a.txt": COUNTED}, "--min-coverage 75%", 0),
    ({"raw/a.txt": COUNTED}, "--min-coverage 76%", 1),
    ({"raw/a.txt": FAULTY, "raw/b.txt": ""}, "--fail-on never", 2),
    ({"raw/a.txt": CLEAN}, "nowhere", 2),
    ({"raw/a.txt": CLEAN}, "--format full --format json=a.json", 0),
    ({"raw/a.txt": CLEAN}, "--format full --format json", 2),
    ({"raw/a.txt": CLEAN}, "--format json=a --format full=a", 2),
    ({"raw/a.txt": CLEAN}, "--format json=raw", 2),
    ({"raw/a.txt": CLEAN}, "--format sarf", 2),
    ({"raw/a.txt": CLEAN}, "--format json=", 2),
]


@pytest.mark.parametrize(("files", "arguments", "code"), ENDS)
def test_how_it_ends(files: dict[str, str], arguments: str, code: int, call: Callable[..., Result]) -> None:
    for name, content in files.items():
        put(name, content)
    assert call(*arguments.split()).exit_code == code


HELP = " See press-audit check --help"

SAID = [
    ("--format sarf", "Error: Invalid value for '--format': no format is called 'sarf'; did you mean: sarif?"),
    ("--format json=", "no file is named in 'json='; write json=FILE, or json for standard output"),
    ("--format json --format full", "json and full both go to standard output; give one a file: NAME=FILE"),
    ("--format json=a --format full=a", "json and full both go to a; give one a file: NAME=FILE"),
    ("--format json=raw", "Error: raw: can't be written (Is a directory); choose another file with --format NAME=FILE"),
    ("nowhere", "Error: nowhere: no such file or folder; check the path"),
]


@pytest.mark.parametrize(("arguments", "line"), SAID)
def test_a_fault_is_one_line_with_its_remedy(arguments: str, line: str, call: Callable[..., Result]) -> None:
    assert call(*arguments.split()).stderr.splitlines()[-1].removesuffix(HELP).rstrip(".").endswith(line.rstrip("."))


def test_nothing_is_written_that_was_not_asked_for(call: Callable[..., Result]) -> None:
    call()
    assert {path.as_posix() for path in Path().rglob("*")} == {"raw", "raw/a.txt"}


def test_several_formats_at_once(call: Callable[..., Result]) -> None:
    result = call("--format", "sarif=out/a.sarif", "--format", "full=a.txt", "--format", "concise")
    assert result.stdout.startswith(f"{Path('raw', 'a.txt')}:1:9: error [sum-mismatch] ")
    assert '"version": "2.1.0"' in Path("out/a.sarif").read_text("utf-8")
    assert "\x1b" not in Path("a.txt").read_text("utf-8")


def test_what_can_be_written_is_written_where_another_file_cannot(call: Callable[..., Result]) -> None:
    assert call("--format", "json=raw", "--format", "sarif=a.sarif").exit_code == 2
    assert Path("a.sarif").is_file()


def test_only_the_format_is_on_standard_output(call: Callable[..., Result]) -> None:
    put("raw/b.txt", "")
    put("raw/c.csv", "1")
    result = call("--format", "jsonl", "--min-coverage", "100%")
    assert result.stdout.startswith('{"source": ') and result.stdout.count("\n") == 1
    assert [line.split(":")[0] for line in result.stderr.splitlines()] == ["Skipped", "Error"]


def test_a_file_below_the_folder_is_named_from_there(call: Callable[..., Result]) -> None:
    assert call(str(Path("raw/a.txt").resolve()), "--format", "gitlab").stdout.count('"path": "raw/a.txt"') == 1


def test_standard_input(tmp_path: Path) -> None:
    done = process("check", "-", "--format", "concise", cwd=tmp_path, stdin=FAULTY)
    assert (done.returncode, done.stdout[:31]) == (1, "-:1:9: error [sum-mismatch] Moh")


@pytest.mark.parametrize("name", formats.names())
def test_every_format_is_offered(name: str, call: Callable[..., Result]) -> None:
    assert name in call("--help").stdout
    assert call("--format", name).exit_code == 1


def test_a_shell_completes_the_formats(call: Callable[..., Result]) -> None:
    (option,) = [each for each in cli.commands["check"].params if each.name == "targets"]
    assert [item.value for item in option.type.shell_complete(None, option, "j")] == ["json", "jsonl", "junit"]  # type: ignore[arg-type]


@pytest.mark.parametrize(("given", "coloured"), [({}, True), ({"NO_COLOR": "1"}, False), ({"NO_COLOR": ""}, True)])
def test_colours_are_for_terminals_that_want_them(given: dict[str, str], coloured: bool, tmp_path: Path) -> None:
    pty = pytest.importorskip("pty", reason="there are no pseudo-terminals")
    (tmp_path / "a.txt").write_text(FAULTY)
    ours, theirs = pty.openpty()
    environment = {**os.environ, "PYTHONPATH": str(Path(__file__).parents[1]), **given}
    command = [sys.executable, "-m", "pipeline.cli", "check", "a.txt"]
    subprocess.run(command, cwd=tmp_path, env=environment, stdout=theirs, check=False, timeout=60)
    os.close(theirs)
    assert (b"\x1b[" in os.read(ours, 100_000)) == coloured
    os.close(ours)


def test_what_a_check_needs_is_light(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text(FAULTY)
    code = (
        "import sys\nfrom pipeline.cli import cli\n"
        "try: cli(['check', 'a.txt', '--format', 'concise'])\nexcept SystemExit: pass\n"
        f"print('heavy:', [name for name in {HEAVY!r} if name in sys.modules])"
    )
    environment = os.environ | {"PYTHONPATH": str(Path(__file__).parents[1])}
    done = subprocess.run(
        [sys.executable, "-c", code], env=environment, cwd=tmp_path, capture_output=True, text=True, check=True
    )
    assert done.stdout.endswith("heavy: []\n")
