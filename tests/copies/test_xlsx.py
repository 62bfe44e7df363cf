"""The workbook: what is computed in it is a formula, which gives what the check says; text is never one."""

import csv
import re
from collections.abc import Callable
from decimal import Decimal
from io import BytesIO
from pathlib import Path
from zipfile import ZIP_DEFLATED, ZipFile

import openpyxl
import pytest
from click.testing import CliRunner, Result

from pipeline.cli import cli
from pipeline.copies.xlsx import copy
from pipeline.ingest import document_from_text
from pipeline.language import load
from pipeline.records import Audit
from pipeline.run import audit
from pipeline.settings import Settings
from tests.copies import office
from tests.documents.make import RAW, raw, table
from tests.test_cli import FAULTY

LANGUAGE = load("id")
FINDINGS, FIGURES, CHECKS = SHEETS = ["Temuan", "Semua angka", "Pemeriksaan"]


def audited(text: str, settings: Settings | None = None) -> Audit:
    return audit(document_from_text("a", text, "a.txt"), LANGUAGE, *filter(None, [settings]))


def workbook(of: Audit) -> bytes:
    return copy(of, LANGUAGE, lambda: b"")


def rows(data: bytes, sheet: str, **options: bool) -> list[tuple[object, ...]]:
    return [*openpyxl.load_workbook(BytesIO(data), **options)[sheet].iter_rows(min_row=2, values_only=True)]


# A text, and what is computed for its first check that computes something.
FORMULAS = [
    (FAULTY, "=SUM('Semua angka'!B3:B4)"),
    ("Ditanam 18 jati dan 12 mahoni, total 30 bibit.", "=SUM('Semua angka'!B2:B3)"),
    ("Dari 160 kasus, 120 kasus selesai (75 persen).", "=100*'Semua angka'!B3/'Semua angka'!B2"),
    ("Kasus naik dari 40 menjadi 67, bertambah 28 kasus.", "=ABS('Semua angka'!B3-'Semua angka'!B2)"),
    ("Kasus naik dari 40 menjadi 50 atau 25 persen.",
     "=100*ABS('Semua angka'!B3-'Semua angka'!B2)/'Semua angka'!B2"),
    ("Tingkat hunian naik dari 40 persen menjadi 45 persen, naik 5 persen.",
     "=ABS('Semua angka'!B3-'Semua angka'!B2)"),
    ("Nilai IKP sebesar 3,86 di kota dan 3,92 di desa, rata-rata 3,88.", "=AVERAGE('Semua angka'!B2:B3)"),
    ("Dari target 24 kasus tercapai 36 kasus (150 persen).", "=100*'Semua angka'!B3/'Semua angka'!B2"),
    ("Dari 112 peserta yang dites, 121 peserta positif.", "='Semua angka'!B2"),
    ("Pemilih 904.782 orang. Pemilih sekitar 904 ribu orang.", "='Semua angka'!B2"),  # itself
    ("Sebanyak 901 kasus diungkap pada 2023. Lalu, sebanyak 910 kasus diungkap pada 2023.", "='Semua angka'!B2"),
    ("Disita sabu 3 kg, terdiri dari 1.200 gram dari Utara dan 1.800 gram dari Barat.",
     "=(SUM('Semua angka'!B3:B4))/1000"),
]  # fmt: skip


@pytest.mark.parametrize(("text", "formula"), FORMULAS)
def test_what_is_computed_is_a_formula(text: str, formula: str) -> None:
    found = rows(workbook(audited(text)), CHECKS)
    assert formula in [row[4] for row in found], [row[4] for row in found]


TEXTS = [text for text, _ in FORMULAS]
TRUNCATED = "Dari 160 kasus, 119 kasus selesai (74,3 persen)."
AUDITS: dict[str, Callable[[], Audit]] = {
    **{f"text-{n}": lambda text=text: audited(text) for n, text in enumerate(TEXTS)},  # type: ignore[misc]
    **{Path(name).stem: lambda name=name: audit(raw(name), LANGUAGE) for name in RAW},  # type: ignore[misc]
    "truncated": lambda: audited(TRUNCATED, Settings(rounding="truncated")),
    "table": lambda: audit(table(), LANGUAGE),
}


def uncomputed(data: bytes) -> bytes:
    """The workbook without the values of its formulas, so that whoever opens it has to compute them."""
    out = BytesIO()
    with ZipFile(BytesIO(data)) as archive, ZipFile(out, "w", ZIP_DEFLATED) as other:
        for name in archive.namelist():
            other.writestr(name, re.sub(rb"</f><v>[^<]*</v>", b"</f>", archive.read(name)))
    return out.getvalue()


@pytest.fixture(scope="module")
def recomputed(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with every sheet of every workbook as LibreOffice computes it."""
    folder = tmp_path_factory.mktemp("books")
    for name, made in AUDITS.items():
        (folder / f"{name}.xlsx").write_bytes(uncomputed(workbook(made())))
    every_sheet = "csv:Text - txt - csv (StarCalc):44,34,76,1,,0,false,false,false,false,false,-1"
    office.convert(sorted(folder.glob("*.xlsx")), every_sheet, folder)
    return folder


@office.calc
@pytest.mark.xdist_group("office")
@pytest.mark.parametrize("name", AUDITS)
def test_another_program_computes_what_the_checks_say(name: str, recomputed: Path) -> None:
    checks = [check for check in AUDITS[name]().checks if check.difference is not None]
    with (recomputed / f"{name}-{CHECKS}.csv").open(encoding="utf-8", newline="") as file:
        found = [row for row in list(csv.reader(file))[1:] if row[3]]
    assert len(found) == len(checks) > 0
    for check, row in zip(checks, found, strict=True):
        stated, exact, rounded, difference = (Decimal(cell).quantize(Decimal("1e-9")) for cell in row[3:7])
        assert (stated, difference) == (check.stated, check.difference), check.explanation
        assert check.expected in (rounded, exact) or abs(check.expected - exact) < Decimal("1e-8")


@office.calc
@pytest.mark.xdist_group("office")
def test_the_totals_of_hidden_tables(recomputed: Path) -> None:
    with (recomputed / "dumai-2023-Tabel 3.csv").open(encoding="utf-8", newline="") as file:
        *_, stated, total, difference = csv.reader(file)
    assert (stated[1:], total[1:], difference[1:]) == (["1711", "16"], ["1711", "14"], ["0", "2"])


def test_the_values_stand_beside_the_formulas() -> None:
    """For those who look at it in a program that computes nothing."""
    made = workbook(audited(FAULTY))
    shown, written = (rows(made, CHECKS, data_only=only)[0][3:7] for only in (True, False))
    assert shown == (30, 32, 32, -2)
    assert written == ("='Semua angka'!B2", "=SUM('Semua angka'!B3:B4)", "=ROUND(E2,0)", "=D2-F2")


BEGINS = ["=1+1", "+1+1", "-1+1", "@SUM(1)", "https://example.org", "=cmd!A0", "\t=1"]


@pytest.mark.parametrize("begin", BEGINS)
def test_text_is_never_a_formula_or_a_link(begin: str) -> None:
    text = f"{begin}\n\n| {begin} | {begin} x |\n| {begin} y | 18 |\n| {begin} z | 14 |\n| Jumlah | 30 |\n\n{FAULTY}"
    book = openpyxl.load_workbook(BytesIO(workbook(audited(text))))
    cells = [cell for sheet in book for row in sheet.iter_rows() for cell in row if cell.value]
    kinds = [cell.data_type for cell in cells if begin.strip() in str(cell.value)]
    assert kinds and set(kinds) == {"s"}
    assert not any(cell.hyperlink.target for cell in cells if cell.hyperlink)


def test_findings_lead_to_their_figures_and_checks_and_back() -> None:
    book = openpyxl.load_workbook(BytesIO(workbook(audited(FAULTY))))
    assert book.sheetnames[:3] == SHEETS
    links = {cell.coordinate: cell.hyperlink.location for cell in book[FINDINGS][2] if cell.hyperlink}
    assert links == {"C2": "'Semua angka'!A2", "F2": "'Pemeriksaan'!A2"}
    assert book[FIGURES]["H2"].hyperlink.location == "'Temuan'!A2"
    assert book[FINDINGS]["E2"].value.startswith("Mohon diperiksa: tertulis 30 bibit")


@pytest.fixture
def call(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Callable[..., Result]:
    monkeypatch.chdir(tmp_path)
    Path("a.txt").write_text(FAULTY)
    return lambda *arguments: CliRunner().invoke(cli, arguments, catch_exceptions=False)


def test_the_command_writes_it_beside_the_report(call: Callable[..., Result]) -> None:
    assert call("run", "a.txt", "--format", "xlsx", "--lang", "en").exit_code == 1
    made = Path("reports/a.xlsx").read_bytes()
    assert openpyxl.load_workbook(BytesIO(made)).sheetnames[:3] == ["Findings", "All figures", "Checks"]
    assert call("run", "a.txt", "--format", "xlsx", "--lang", "en").exit_code == 1
    assert Path("reports/a.xlsx").read_bytes() == made


def test_a_missing_extra_is_a_line_that_says_how_to_get_it(
    call: Callable[..., Result], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(__import__("sys").modules, "xlsxwriter", None)
    result = call("run", "a.txt", "--format", "xlsx")
    line = "Error: --format xlsx: xlsxwriter is not installed; run: pip install 'press-audit[xlsx]'\n"
    assert (result.exit_code, result.stderr) == (2, line)
