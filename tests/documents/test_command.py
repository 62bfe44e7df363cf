"""Documents on the command line: standard input, tracked changes, and what is said where."""

import csv
import json
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from pipeline.cli import cli
from tests.documents import pdf
from tests.documents.docx import document, p, tbl
from tests.documents.test_docx import DELETED, INSERTED, r
from tests.releases import FAULTY

WORD = document(p(FAULTY))
PAGE = f"<p>Satu.\n<p>{FAULTY}".encode()
PRINTED = pdf.document([[pdf.text(60, 700, FAULTY)]])


@pytest.fixture
def call(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Callable[..., Result]:
    """The command in an empty folder, with what it is given on standard input."""
    monkeypatch.chdir(tmp_path)
    return lambda *arguments, stdin=b"": CliRunner().invoke(cli, arguments, input=stdin, catch_exceptions=False)


PIPED = [
    ("txt", FAULTY.encode(), "-:1:9: error [sum-mismatch]", 1),
    ("md", FAULTY.encode("utf-16"), "-:1:9: error [sum-mismatch]", 1),
    ("html", PAGE, "-:2:12: error [sum-mismatch]", 1),
    ("docx", WORD, "-: paragraf 1: error [sum-mismatch]", 1),
    ("pdf", PRINTED, "-: halaman 1, baris 1: error [sum-mismatch]", 1),
    ("doc", WORD, "Error: -: no reader for .doc; save it as .docx", 2),
    ("txt", WORD, "Error: -: a binary file, no text", 2),
]


@pytest.mark.parametrize(("form", "data", "line", "code"), PIPED)
def test_standard_input(form: str, data: bytes, line: str, code: int, call: Callable[..., Result]) -> None:
    result = call("run", "-", "--input-format", form, stdin=data)
    assert any(each.startswith(line) for each in result.output.splitlines()), result.output
    assert result.exit_code == code


def test_tracked_changes_as_asked(call: Callable[..., Result]) -> None:
    total, parts = r("Ditanam 30 bibit, terdiri dari "), r(" bibit jati dan 12 bibit mahoni.")
    Path("a.docx").write_bytes(document(p(total, INSERTED, DELETED.replace("12", "20"), parts)))
    assert call("run", "a.docx").exit_code == 0
    assert call("run", "a.docx", "--changes", "original").exit_code == 1
    assert call("run", "a.docx", "--changes", "both").exit_code == 2


def test_the_place_is_in_all_that_a_run_writes(call: Callable[..., Result]) -> None:
    Path("a.docx").write_bytes(document(p(FAULTY), tbl(["Kota", "Bibit"], ["Utara", "5"])))
    Path("b.pdf").write_bytes(PRINTED)
    assert "a.docx: paragraph 1: error [sum-mismatch]" in call("run", "a.docx", "b.pdf", "--lang", "en").stdout
    for name in ("a.html", "a.md", "findings.json"):
        assert "paragraph 1" in Path("reports", name).read_text("utf-8"), name
    assert "table 1, row 2, column “Bibit”" in Path("reports/a.html").read_text("utf-8")
    rows = [*csv.DictReader(Path("reports/tables/figures.csv").read_text("utf-8").splitlines())]
    assert [(row["place"], row["page"]) for row in rows if row["doc_id"] == "a"][-1] == (
        "table 1, row 2, column “Bibit”",
        "0",
    )
    printed = next(row for row in rows if row["doc_id"] == "b")
    left, bottom, right, top = map(float, printed["box"].split())
    assert (printed["page"], left < right, bottom < top) == ("1", True, True)
    assert call("validate").exit_code == 0


def test_of_plain_text_no_place_is_written(call: Callable[..., Result]) -> None:
    Path("a.txt").write_text(FAULTY)
    call("run", "a.txt")
    spans = [each["span"] for each in json.loads(Path("reports/findings.json").read_text("utf-8"))["findings"]]
    assert spans and all("place" not in span for span in spans)


def test_what_was_done_on_reading_is_told(call: Callable[..., Result]) -> None:
    Path("a.txt").write_bytes(f"{FAULTY} Â½ â€œbenarâ€\x9d".encode())
    Path("b.txt").write_bytes(f"“{FAULTY}”".encode("cp1252"))
    call("run", "a.txt", "b.txt", "--lang", "en")
    for name in ("a.html", "a.md"):
        assert "Garbled characters mended on reading: 3." in Path("reports", name).read_text("utf-8")
    assert "The file was read as Windows-1252." in Path("reports/b.html").read_text("utf-8")


def test_a_missing_extra_is_a_line_that_says_how_to_get_it(tmp_path: Path) -> None:
    (tmp_path / "a.pdf").write_bytes(PRINTED)
    (tmp_path / "b.txt").write_text(FAULTY)
    code = "import sys; sys.modules['pypdfium2'] = None\nfrom pipeline.cli import main\nmain()"
    environment = {"PYTHONPATH": str(Path(__file__).parents[2])}
    command = [sys.executable, "-c", code, "run", "a.pdf", "b.txt"]
    done = subprocess.run(command, cwd=tmp_path, env=environment, capture_output=True, text=True, check=False)
    line = "Error: a.pdf: PDF files need an extra; run: pip install 'press-audit[pdf]'\n"
    assert (done.returncode, done.stderr) == (2, line)
    assert (tmp_path / "reports/b.html").is_file()
