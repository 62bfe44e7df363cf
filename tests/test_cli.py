"""The command line, as functions of it and as a process: what it prints, how it ends, and that it never falls over."""

import os
import subprocess
import sys
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from pipeline import audit, batch
from pipeline.cli import cli
from pipeline.package import read
from pipeline.records import Audit
from pipeline.report.digest import digest
from pipeline.store import FOLDER
from schemas.tables import MODELS
from tests.releases import CLEAN, FAULTY

HEAVY = (
    "pandas",
    "pandera",
    "frictionless",
    "jinja2",
    "numpy",
    "flask",
    "waitress",
    "pypdfium2",
    "jsonschema",
    "pathspec",
    "xlsxwriter",
    "pyarrow",
    "distributed",
    "fsspec",
)


def process(*arguments: str, cwd: Path, stdin: str = "") -> subprocess.CompletedProcess[str]:
    """The command as a stranger runs it."""
    command = [sys.executable, "-m", "pipeline.cli", *arguments]
    environment = os.environ | {"PYTHONPATH": str(Path(__file__).parents[1]), "PYTHONIOENCODING": "utf-8"}
    return subprocess.run(
        command, cwd=cwd, env=environment, input=stdin, capture_output=True, encoding="utf-8", check=False, timeout=300
    )


@pytest.fixture
def call(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Callable[..., Result]:
    """The command in an empty folder."""
    monkeypatch.chdir(tmp_path)
    return lambda *arguments: CliRunner().invoke(cli, arguments, catch_exceptions=False)


def put(name: str, content: str | bytes = CLEAN) -> None:
    Path(name).parent.mkdir(parents=True, exist_ok=True)
    Path(name).write_bytes(content if isinstance(content, bytes) else content.encode())


@pytest.mark.parametrize(
    "arguments",
    ["--help", "--version", "run --help", "validate --help", "serve --help", "config --help", "accept --help"],
)
def test_help_imports_nothing_heavy(arguments: str, tmp_path: Path) -> None:
    code = (
        "import sys\nfrom pipeline.cli import cli\n"
        f"try: cli({arguments.split()!r})\nexcept SystemExit: pass\n"
        f"print('heavy:', [name for name in {HEAVY!r} if name in sys.modules])"
    )
    environment = os.environ | {"PYTHONPATH": str(Path(__file__).parents[1])}
    done = subprocess.run(
        [sys.executable, "-c", code], env=environment, cwd=tmp_path, capture_output=True, text=True, check=True
    )
    assert done.stdout.endswith("heavy: []\n")


@pytest.mark.parametrize("command", sorted(cli.commands))
def test_help_opens_with_a_sentence_and_ends_with_an_example(command: str) -> None:
    text = cli.commands[command].help or ""
    assert text.splitlines()[0].endswith((".", ":"))
    assert text.rstrip().splitlines()[-1].strip().startswith(f"press-audit {command} ")


ENDS = [
    ({"raw/a.txt": CLEAN}, "run", 0),
    ({"raw/a.txt": FAULTY}, "run", 1),
    ({"raw/a.txt": FAULTY}, "run --fail-on error", 1),
    ({"raw/a.txt": FAULTY}, "run --fail-on note", 1),
    ({"raw/a.txt": FAULTY}, "run --fail-on never", 0),
    ({"raw/a.txt": FAULTY, "raw/b.txt": ""}, "run", 2),
    ({"raw/a.txt": FAULTY, "raw/b.txt": ""}, "run --fail-on never", 2),
    ({"x/a.txt": FAULTY, "y/b.md": CLEAN}, "run y", 0),
    ({"x/a.txt": FAULTY, "y/b.md": CLEAN}, "run y x/a.txt", 1),
    ({"raw/a.txt": CLEAN}, "run --fail-on sometimes", 2),
    ({"raw/a.txt": CLEAN}, "run --min-coverage 100%", 0),
    ({"raw/a.txt": FAULTY}, "run --min-coverage 100% --fail-on never", 0),
    ({"raw/a.txt": f"{CLEAN} Hadir 9 lurah."}, "run --min-coverage 75%", 0),
    ({"raw/a.txt": f"{CLEAN} Hadir 9 lurah."}, "run --min-coverage 75.1% --fail-on never", 1),
    ({"raw/a.txt": CLEAN, "raw/b.txt": ""}, "run --min-coverage 100%", 2),
    ({"raw/a.txt": CLEAN}, "run --lang en", 0),
    ({"raw/a.txt": CLEAN}, "run --lang fr", 2),
    ({}, "run", 2),
    ({}, "validate", 2),
]


@pytest.mark.parametrize(("files", "arguments", "code"), ENDS)
def test_how_it_ends(files: dict[str, str], arguments: str, code: int, call: Callable[..., Result]) -> None:
    for name, content in files.items():
        put(name, content)
    assert call(*arguments.split()).exit_code == code


def test_what_a_run_writes(call: Callable[..., Result]) -> None:
    put("raw/bnn/2023.txt", FAULTY)
    put("raw/kota.md", CLEAN)
    result = call("run")
    assert result.stdout.splitlines()[-1] == f"Open {Path('reports', 'index.html')}"
    assert {
        path.relative_to("reports").as_posix()
        for path in Path("reports").rglob("*")
        if path.is_file() and FOLDER not in path.parts
    } == {
        *("index.html", "index.md", "findings.json", "findings.schema.json", "tables/datapackage.json"),
        *("bnn/2023.html", "bnn/2023.md", "kota.html", "kota.md"),
        *(f"tables/{table}.csv" for table in MODELS),
    }
    assert read(Path("reports/tables"))["documents"]["doc_id"].tolist() == ["bnn/2023", "kota"]
    assert call("validate").stdout == f"{Path('reports', 'tables')}: valid\n"
    assert call("validate", "reports/tables").exit_code == 0


def test_the_same_releases_give_the_same_files(call: Callable[..., Result]) -> None:
    put("raw/a.txt", FAULTY)
    put("raw/b.txt", CLEAN)
    call("run", "raw/b.txt", "raw/a.txt", "--out", "one")
    call("run", "raw/a.txt", "raw/b.txt", "--out", "two")
    one, two = (
        {p.relative_to(out): p.read_bytes() for p in Path(out).rglob("[!.]*.*") if FOLDER not in p.parts}
        for out in ("one", "two")
    )
    assert one == two


def test_two_releases_with_the_same_text(call: Callable[..., Result]) -> None:
    put("raw/a.txt", FAULTY)
    put("raw/copy.txt", FAULTY)
    assert call("run", "--fail-on", "never").exit_code == 0
    assert len(read(Path("reports/tables"))["documents"]) == 2


def test_a_finding_points_at_its_place(call: Callable[..., Result]) -> None:
    put("raw/a.txt", f"Kebun Kota\n\n{FAULTY}")
    assert call("run").stdout.startswith(f"{Path('raw', 'a.txt')}:3:9: error [sum-mismatch] ")


def test_the_summary_counts(audited: Audit) -> None:
    held = replace(audited, checks=(replace(audited.checks[0], status="consistent"),), findings=())
    assert batch.summary(map(digest, [audited, held])) == (
        "2 releases, 6 figures, 2 claims: 1 hold, 1 do not, 0 undecided",
        "1 error, 0 warnings, 0 notes",
        "50% of the figures checked and right, 50% in doubt, 0% undecided, 0% with nothing to check them against",
    )


def test_a_line_for_each_release_of_which_too_little_is_checked(call: Callable[..., Result]) -> None:
    put("raw/a.txt", CLEAN)
    put("raw/b.txt", f"{CLEAN} Hadir 9 lurah.")
    result = call("run", "--min-coverage", "99.5%")
    assert result.stdout.splitlines()[0] == f"{Path('raw', 'b.txt')}: 3 of 4 figures checked, 75.0%; less than 99.5%"
    assert "a.txt" not in result.stdout


@pytest.mark.parametrize("given", ["60", "0.6", "101%", "-1%", "6e1%", "60 %", "%", "٦٠%", "nan%"])
def test_coverage_is_a_percentage_and_nothing_else(given: str, call: Callable[..., Result]) -> None:
    put("raw/a.txt")
    result = call("run", f"--min-coverage={given}")
    assert result.exit_code == 2
    assert f"{given!r} is no percentage from 0% to 100%; write it like 60%. See press-audit run --help" in result.stderr


def test_a_run_in_english(call: Callable[..., Result]) -> None:
    put("raw/a.txt", FAULTY)
    result = call("run", "--lang", "en")
    assert "[sum-mismatch] Please check: 30 bibit is stated, the parts add up to 32 bibit" in result.stdout
    for name in ("a.html", "a.md", "index.html", "findings.json", "tables/findings.csv"):
        content = Path("reports", name).read_text("utf-8")
        assert ("lease check" in content, "ohon diperiksa" in content) == (True, False), name
    assert call("validate").exit_code == 0


LEVELS = [
    ("error", False, ["error", "warning", "note"]),
    ("warning", False, ["warning", "note"]),
    ("note", False, ["note"]),
    ("error", True, []),
]


@pytest.mark.parametrize(("severity", "accepted", "failing"), LEVELS)
def test_which_level_fails(severity: str, accepted: bool, failing: list[str], audited: Audit) -> None:
    finding = replace(audited.findings[0], severity=severity, accepted=accepted)
    found = [level for level in batch.FAILING if batch.fails([digest(replace(audited, findings=(finding,)))], level)]
    assert found == failing


BAD = [
    ("raw/b.txt", b"", "Error: raw/b.txt: empty; put the text of the release into it or remove it"),
    ("raw/b.txt", b"Warga senang.", "Error: raw/b.txt: no figures found; check that this is the text of a release"),
    ("raw/b.txt", b"\x89PNG\r\n\0\0", "Error: raw/b.txt: a binary file, no text; export it as text in UTF-8"),
    ("raw/b.txt", b"harga \x81 5", "Error: raw/b.txt: line 1: neither UTF-8, UTF-16 nor Windows-1252; save it"),
    ("raw/a.md", CLEAN.encode(), "Error: raw/a.md: has the doc_id 'a', and so has raw/a.txt; rename one"),
    ("raw/index.txt", CLEAN.encode(), "Error: raw/index.txt: 'index' is the name of the overview; rename the file"),
]


@pytest.mark.skipif(os.sep != "/", reason="the messages name paths as they are written here")
@pytest.mark.parametrize(("name", "content", "line"), BAD)
def test_bad_input_is_one_line_and_the_rest_is_done(name: str, content: bytes, line: str, tmp_path: Path) -> None:
    (tmp_path / "raw").mkdir()
    (tmp_path / "raw/a.txt").write_text(FAULTY)
    (tmp_path / "raw/z.txt").write_text(CLEAN)
    (tmp_path / name).write_bytes(content)
    done = process("run", "raw", cwd=tmp_path)
    assert done.returncode == 2
    assert done.stderr.count("\n") == 1
    assert done.stderr.startswith(line)
    assert (tmp_path / "reports/z.html").is_file()
    assert not (tmp_path / "reports/b.html").exists()


def test_no_such_path(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text(CLEAN)
    done = process("run", "nowhere", "a.txt", cwd=tmp_path)
    assert (done.returncode, done.stderr) == (2, "Error: nowhere: no such file or folder; check the path\n")
    assert (tmp_path / "reports/a.html").is_file()


def test_nothing_is_written_when_nothing_can_be_read(tmp_path: Path) -> None:
    (tmp_path / "raw").mkdir()
    done = process("run", cwd=tmp_path)
    assert (done.returncode, done.stderr.count("\n"), done.stdout.count("Open")) == (2, 1, 0)
    assert not (tmp_path / "reports").exists()


def test_an_output_folder_that_cannot_be_written(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text(FAULTY)
    (tmp_path / "taken").write_text("a file")
    done = process("run", "a.txt", "--out", "taken/reports", cwd=tmp_path)
    assert done.returncode == 2
    assert done.stderr == "Error: taken/reports: can't be written (Not a directory); choose another folder with --out\n"
    assert "sum-mismatch" in done.stdout and "Open" not in done.stdout


def test_standard_input(tmp_path: Path) -> None:
    done = process("run", "-", cwd=tmp_path, stdin=FAULTY)
    assert done.returncode == 1
    assert done.stdout.startswith("-:1:9: error [sum-mismatch] ")
    assert (tmp_path / "reports/stdin.html").is_file()


def test_a_release_of_one_megabyte(tmp_path: Path) -> None:
    # One figure in some hundred words, as in prose; how the time grows with figures is measured elsewhere.
    words = "Warga merawat bibit itu sampai musim hujan tiba, lalu memagari kebun di tepi sungai. "
    paragraph = f"{CLEAN} {words * 20}\n\n"
    (tmp_path / "a.txt").write_text(paragraph * (1_000_000 // len(paragraph)))
    done = process("run", "a.txt", "--limit", "600", cwd=tmp_path)
    assert (done.returncode, done.stderr) == (0, "")


def test_a_fault_in_a_written_table_is_shown(call: Callable[..., Result]) -> None:
    put("raw/a.txt", FAULTY)
    call("run")
    path = Path("reports/tables/claims.csv")
    path.write_text(path.read_text("utf-8").replace(",inconsistent,", ",wrong,"), "utf-8")
    result = call("validate")
    assert result.exit_code == 1
    assert result.stdout.startswith(f"{path}:2: column status: 'wrong' is not allowed; it holds consistent, ")


def test_a_program_can_audit_a_text() -> None:
    audited = audit(FAULTY)
    assert [(finding.code, finding.severity) for finding in audited.findings] == [("sum-mismatch", "error")]
    assert audit(CLEAN).findings == ()
