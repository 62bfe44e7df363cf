"""What cannot be used, as a stranger meets it: one line with the remedy, 2 at the end, and all other inputs done."""

import os
import re
import resource
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from pipeline.store import FOLDER
from tests.releases import CLEAN, FAULTY

ROOT = Path(__file__).parents[1]

pytestmark = pytest.mark.skipif(os.name != "posix", reason="names, links and devices as Linux has them")


def command(*arguments: str | bytes, **more: object) -> "subprocess.Popen[bytes]":
    environment = os.environ | {"PYTHONPATH": str(ROOT), "PYTHONIOENCODING": "utf-8"}
    streams = {"stdin": subprocess.DEVNULL, "stdout": subprocess.PIPE, "stderr": subprocess.PIPE} | more
    return subprocess.Popen([sys.executable, "-m", "pipeline.cli", *arguments], env=environment, **streams)  # type: ignore[call-overload, no-any-return]


def run(*arguments: str | bytes, **more: object) -> tuple[int, str, str]:
    """How it ends, what it prints, and what it complains about."""
    process = command(*arguments, **more)
    out, err = process.communicate(timeout=120)
    return process.returncode, (out or b"").decode(), (err or b"").decode()


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Where ``ok.txt`` is a release, and all sorts of things are none."""
    (tmp_path / "ok.txt").write_text(CLEAN)
    (tmp_path / "empty").mkdir()
    (tmp_path / "folder.txt").mkdir()
    (tmp_path / "broken.txt").symlink_to("nowhere")
    (tmp_path / "round.txt").symlink_to("round.txt")
    os.mkfifo(tmp_path / "pipe.txt")
    with (tmp_path / "huge.txt").open("wb") as file:
        file.truncate(20_000_001)
    for name, content in CONTENTS.items():
        (tmp_path / name).write_bytes(content)
    monkeypatch.chdir(tmp_path)
    return tmp_path


CONTENTS = {
    "nul.txt": b"Ditanam 3\0 bibit.",
    "none.txt": b"",
    "words.txt": b"Warga senang.",
    "data.csv": b"a,b",
    "esc\x1b[31m\nred.txt": b"",
    "nosuffix": CLEAN.encode(),
}

INPUTS = [
    ("nowhere.txt", "nowhere.txt: no such file or folder; check the path"),
    ("ok.txt/more", "ok.txt/more: no such file or folder; check the path"),
    ("broken.txt", "broken.txt: no such file or folder; check the path"),
    ("round.txt", "round.txt: Too many levels of symbolic links; check the path"),
    ("a" * 300, f"{'a' * 300}: File name too long; check the path"),
    ("", "'': neither a file nor a folder; check the path"),
    ("pipe.txt", "pipe.txt: neither a file nor a folder; check the path"),
    ("/dev/zero", "/dev/zero: neither a file nor a folder; check the path"),
    ("empty", "empty: a folder without releases; put files there that end in "),
    ("folder.txt", "folder.txt: a folder without releases; put files there that end in "),
    ("huge.txt", "huge.txt: larger than 20 MB; split it: one release a file"),
    ("nul.txt", "nul.txt: a binary file, no text; export it as text in UTF-8"),
    ("none.txt", "none.txt: empty; put the text of the release into it or remove it"),
    ("words.txt", "words.txt: no figures found; check that this is the text of a release, or remove it"),
    ("data.csv", "data.csv: no reader for .csv; save it as "),
    ("nosuffix", "nosuffix: no reader for a name without a suffix; save it as "),
    ("-", "-: empty; put the text of the release into it or remove it"),
    ("esc\x1b[31m\nred.txt", "esc[U+001B][31m[U+000A]red.txt: empty; put the text of the release into it or remove it"),
    (b"bad\xff.txt", "bad[U+DCFF].txt: its name is not UTF-8; rename it"),
]


@pytest.mark.parametrize(("path", "line"), INPUTS, ids=[line[:60] for _, line in INPUTS])
def test_an_input_that_cannot_be_used(path: str | bytes, line: str, folder: Path) -> None:
    if isinstance(path, bytes):
        Path(os.fsdecode(path)).write_text(CLEAN)
    code, _, err = run("run", path, "ok.txt", "--quiet")
    assert (code, err.count("\n")) == (2, 1), err
    assert err.startswith(f"Error: {line}")
    assert Path("reports/ok.html").is_file()


@pytest.mark.skipif(os.name == "posix" and os.geteuid() == 0, reason="root may read everything")
def test_a_file_that_may_not_be_read(folder: Path) -> None:
    Path("secret.txt").write_text(CLEAN)
    Path("secret.txt").chmod(0)
    code, _, err = run("run", "secret.txt", "ok.txt", "--quiet")
    assert (code, err) == (2, "Error: secret.txt: Permission denied; check the file and who may read it\n")
    assert Path("reports/ok.html").is_file()


OUTPUTS = [
    ("ok.txt", "ok.txt: can't be written (File exists); choose another folder with --out"),
    ("ok.txt/reports", "ok.txt/reports: can't be written (Not a directory); choose another folder with --out"),
    ("/proc/reports", "/proc/reports: can't be written (No such file or directory); choose another folder with --out"),
    ("/dev/full", "/dev/full: can't be written (File exists); choose another folder with --out"),
    ("broken.txt/x", "broken.txt/x: can't be written ("),
]


@pytest.mark.parametrize(("out", "line"), OUTPUTS)
def test_an_output_folder_that_cannot_be_written(out: str, line: str, folder: Path) -> None:
    Path("faulty.txt").write_text(FAULTY)
    code, told, err = run("run", "faulty.txt", "--out", out, "--quiet")
    assert (code, err.count("\n")) == (2, 1), err
    assert err.startswith(f"Error: {line}")
    assert told.startswith("faulty.txt:1:")


def _little_room() -> None:
    resource.setrlimit(resource.RLIMIT_FSIZE, (4096, 4096))


def test_a_disk_that_is_full(folder: Path) -> None:
    code, _, err = run("run", "ok.txt", "--quiet", preexec_fn=_little_room)
    assert code == 2
    assert re.fullmatch(r"Error: reports: can't be written \([\w /]+\); choose another folder with --out\n", err)
    assert not [path for path in Path("reports").rglob("*") if path.is_file() and path.parent.name != FOLDER]
    left = {path.suffix for path in Path("reports", FOLDER).iterdir() if path.name != ".gitignore"}
    assert left <= {".db", ".db-journal"}


def test_standard_output_on_a_disk_that_is_full(folder: Path) -> None:
    with Path("/dev/full").open("wb") as full:
        code, _, err = run("run", "ok.txt", stdout=full)
    line = "Error: standard output can't be written (No space left on device); make room or write to another place\n"
    assert (code, err) == (2, line)


def test_a_reader_that_has_seen_enough(folder: Path) -> None:
    reading, writing = os.pipe()
    os.close(reading)
    with os.fdopen(writing, "wb") as gone:
        _, _, err = run("explain", stdout=gone)
    assert err == ""


@pytest.mark.parametrize(("number", "code"), [(0, 2), (1, 0), (2, 0)], ids=["input", "output", "errors"])
def test_a_stream_that_is_closed(number: int, code: int, folder: Path) -> None:
    path, stream = ("-" if number == 0 else "ok.txt"), ("stdin", "stdout", "stderr")[number]
    ended, _, err = run("run", path, **{stream: None}, preexec_fn=lambda: os.close(number))
    assert (ended, "Traceback" in err) == (code, False)


def test_a_run_that_is_interrupted(folder: Path) -> None:
    process = command("run", "-", stdin=subprocess.PIPE, stderr=subprocess.PIPE)
    assert process.stdin and process.stderr
    # It waits for its standard input; once the pipe is taken up to the brim, it is reading.
    process.stdin.write(b" " * 200_000)
    process.send_signal(signal.SIGINT)
    _, err = process.communicate(timeout=120)
    assert (process.returncode, err) == (130, b"Interrupted\n")


ASKED = [
    ("runn", "No such command 'runn'. Did you mean 'run'? See press-audit --help"),
    ("--quiet", "No such option '--quiet'. See press-audit --help"),
    ("run --verbos", "No such option '--verbos'. Did you mean '--verbose'? See press-audit run --help"),
    ("run --fail-on sometimes", "Invalid value for '--fail-on': 'sometimes' is not one of "),
    ("run --lang fr", "Invalid value for '--lang': 'fr' is not one of 'en', 'id'. See press-audit run --help"),
    ("run --min-coverage 6", "Invalid value for '--min-coverage': '6' is no percentage from 0% to 100%; "),
    ("validate nowhere", "nowhere: holds no tables; name a folder that press-audit run wrote"),
    ("check --format sarf", "Invalid value for '--format': no format is called 'sarf'; did you mean: sarif? See "),
    ("explain sum-mismach", "nothing is called 'sum-mismach'; did you mean: sum-mismatch"),
]


@pytest.mark.parametrize(("arguments", "line"), ASKED)
def test_a_command_that_cannot_be_understood(arguments: str, line: str, folder: Path) -> None:
    code, out, err = run(*arguments.split())
    assert (code, out, err.count("\n")) == (2, "", 1), err
    assert err.startswith(f"Error: {line}")


def test_no_name_can_move_the_cursor(folder: Path) -> None:
    Path("esc\x1b[31m\nred.txt").write_text(FAULTY)
    code, out, err = run("run", "esc\x1b[31m\nred.txt", "--verbose")
    assert (code, out.splitlines()[0].partition(" ")[0]) == (1, "esc[U+001B][31m[U+000A]red.txt:1:9:")
    assert "\x1b" not in out + err
