"""PDF files: paragraphs, columns and tables from where the words stand."""

import tracemalloc

import pytest

from pipeline.ingest import document_from_bytes
from pipeline.records import CellPosition
from tests.documents import pdf
from tests.documents.pdf import lines, rule, text
from tests.documents.test_docx import KINDS


def shown(*pages: list[str]) -> str:
    document = document_from_bytes("a", pdf.document(pages), "a.pdf")
    parts = []
    for block in document.blocks:
        at = _at(block.cell) if block.cell else ""
        parts.append(f"{KINDS[block.kind]}{at} {document.text[block.start : block.end]}")
    return " | ".join(parts)


def _at(cell: CellPosition) -> str:
    spans = f"+{cell.rows}r" * (cell.rows > 1) + f"+{cell.columns}c" * (cell.columns > 1)
    return f"{cell.row}.{cell.column}{spans}"


def row(y: float, *cells: str, step: int = 120) -> list[str]:
    return [text(60 + step * at, y, cell) for at, cell in enumerate(cells) if cell]


def grid(rows: int, columns: int, step: int = 120) -> list[str]:
    """The rules around cells of 20 points from y = 715 downwards."""
    level = [rule(55, 715 - 20 * at, 55 + step * columns, 715 - 20 * at) for at in range(rows + 1)]
    return level + [rule(55 + step * at, 715, 55 + step * at, 715 - 20 * rows) for at in range(columns + 1)]


LEFT = ["Kebun kota menanam 30 bibit pada", "musim hujan tahun ini, dan warga", "merawatnya sampai panen tiba di"]
RIGHT = ["bulan Mei. Sebanyak 18 bibit jati", "dan 12 bibit mahoni tumbuh dengan", "baik di tiga kecamatan kota itu."]
COLUMNS = "P Kebun kota menanam 30 bibit pada musim hujan tahun ini, dan warga merawatnya sampai panen tiba di"
REST = "bulan Mei. Sebanyak 18 bibit jati dan 12 bibit mahoni tumbuh dengan baik di tiga kecamatan kota itu."

FOUR = [*LEFT, "tiga kecamatan pada akhir bulan", *RIGHT, "Warga senang atas hasil panen itu."]
BY_LINE = [
    part for at in range(4) for part in (text(60, 700 - 12 * at, FOUR[at]), text(320, 700 - 12 * at, FOUR[at + 4]))
]
NARROW = "C1.1 a | C1.2 b | C2.1 1 | C2.2 2"
RULED = "C1.1 Kota | C1.2 Bibit | C2.1 Utara | C2.2 18"
HEADED = [
    *(rule(55, y, 415, y) for y in (715, 675, 655)), rule(175, 695, 415, 695),
    *(rule(x, 715, x, 655) for x in (55, 175, 415)), rule(295, 695, 295, 655),
    *row(690, "Kota"), *row(700, "", "Bibit"), *row(680, "", "Jati", "Mahoni"), *row(660, "Utara", "18", "12"),
]  # fmt: skip
READ = [
    # What the line broke; a number only where it is sure.
    (lines(60, 700, ["Warga senang, dan hari di-", "tanam 30 bibit."]), "P Warga senang, dan hari ditanam 30 bibit."),
    (lines(60, 700, ["Warga yang hadir itu nilai rata-", "rata 30."]), "P Warga yang hadir itu nilai rata-rata 30."),
    (lines(60, 700, ["Yang ditanam di kebun itu 12-", "13 bibit."]), "P Yang ditanam di kebun itu 12-13 bibit."),
    (lines(60, 700, ["Anggaran kebun itu Rp 1.000.", "000 saja."]), "P Anggaran kebun itu Rp 1.000.000 saja."),
    (lines(60, 700, ["Anggaran kebun itu Rp 1.000", "000 saja."]), "P Anggaran kebun itu Rp 1.000 000 saja."),
    (lines(60, 700, ["Mereka tanam di kebun itu 1.", "7 bibit saja."]), "P Mereka tanam di kebun itu 1. 7 bibit saja."),
    # Paragraphs, headings and items.
    ([*lines(60, 700, ["Satu 5."]), *lines(60, 670, ["Dua 6."])], "P Satu 5. | P Dua 6."),
    ([text(60, 700, "Hasil 2023", 16), *lines(60, 670, ["Isi kebun 5 bibit."] * 3)],
     "H Hasil 2023 | P Isi kebun 5 bibit. Isi kebun 5 bibit. Isi kebun 5 bibit."),
    (lines(60, 700, ["Isi:", "• 18 jati", "• 12 mahoni"]), "P Isi: | I 18 jati | I 12 mahoni"),
    (lines(60, 700, ["Isi:", "1. 18 jati", "2. 12 mahoni"]), "P Isi: | I 18 jati | I 12 mahoni"),
    # Columns, whether the file has them one after the other or line by line.
    ([*lines(60, 700, LEFT), *lines(320, 700, RIGHT)], f"{COLUMNS} {REST}"),
    (BY_LINE, f"P {' '.join(FOUR)}"),
    # Tables, without rules and with.
    ([*row(700, "Kota", "Bibit"), *row(685, "Utara", "18"), *row(670, "Barat", "12")],
     "C1.1 Kota | C1.2 Bibit | C2.1 Utara | C2.2 18 | C3.1 Barat | C3.2 12"),
    ([*row(700, "", "Bibit", "Rusak"), *row(685, "Utara", "18", "2"), *row(670, "Barat", "", "1")],
     "C1.2 Bibit | C1.3 Rusak | C2.1 Utara | C2.2 18 | C2.3 2 | C3.1 Barat | C3.3 1"),
    ([*grid(2, 2), *row(700, "Kota", "Bibit"), *row(680, "Utara", "18")], RULED),
    ([*grid(2, 2, 24), *row(700, "a", "b", step=24), *row(680, "1", "2", step=24)], NARROW),
    # Cells that no rule parts are one; a cell reaches over the rows that it has no rule to.
    (HEADED, "C1.1+2r Kota | C1.2+2c Bibit | C2.2 Jati | C2.3 Mahoni | C3.1 Utara | C3.2 18 | C3.3 12"),
    # A cell of two lines beside figures; a column of figures close to another, under one heading each.
    ([*row(700, "Kota", "Bibit", "Rusak"), *row(672, "Utara dan"), *row(666, "", "18", "2"), *row(660, "sekitarnya"),
      *row(632, "Barat", "12", "1")],
     "C1.1 Kota | C1.2 Bibit | C1.3 Rusak | C2.1 Utara dan sekitarnya | C2.2 18 | C2.3 2 | C3.1 Barat | C3.2 12 "
     "| C3.3 1"),
    ([*row(700, "Kota", "1.000", "90", step=50), *row(685, "Utara", "2.000", "80", step=50)],
     "C1.1 Kota | C1.2 1.000 | C1.3 90 | C2.1 Utara | C2.2 2.000 | C2.3 80"),
    # A number of a note is none of the text, above the line and before the note, which comes last.
    ([text(60, 700, "Ditanam 30"), text(120, 705, "1", 6), text(126, 700, "bibit jati di"), text(60, 600, "kebun."),
      text(60, 100, "1 Data bulan Mei.", 8)], "H Ditanam 30¹ bibit jati di | P kebun. | P Data bulan Mei."),
    (["BT /F 10 Tf 1 0 0 1 60 700 Tm (Luas 30 m) Tj ET", text(114, 705, "2", 6)], "P Luas 30 m²"),
    # A table in one of two columns; one over both of them.
    ([*lines(60, 700, FOUR), *row(590, "Kota", "Bibit", step=90), *row(570, "Utara", "18", step=90),
      *lines(320, 700, [*FOUR, *FOUR])],
     f"P {' '.join(FOUR)} | C1.1 Kota | C1.2 Bibit | C2.1 Utara | C2.2 18 | P {' '.join([*FOUR, *FOUR])}"),
    # What the page stands on draws no rules.
    ([rule(20, 20, 575, 20), "20 300 555 520 re S", *lines(60, 700, FOUR)], f"P {' '.join(FOUR)}"),
    ([*lines(60, 700, ["Isi 5."]), text(290, 30, "Halaman 1 dari 1")], "P Isi 5."),
]  # fmt: skip


@pytest.mark.parametrize(("page", "expected"), READ)
def test_what_is_read(page: list[str], expected: str) -> None:
    assert shown(page) == expected


def test_what_stands_at_the_edge_of_page_after_page_is_left_out() -> None:
    pages = [
        [text(60, 810, "Laporan Kebun 2023"), *lines(60, 700, [f"Isi {number}5."]), text(290, 30, f"Hal. {number}")]
        for number in (1, 2, 3)
    ]
    assert shown(*pages) == "P Isi 15. | P Isi 25. | P Isi 35."


def test_a_paragraph_goes_on_behind_a_page() -> None:
    one = lines(60, 120, ["Warga menanam 30 bibit di kebun kota", "pada musim hujan tahun ini, dan yang"])
    assert shown(one, lines(60, 700, ["tumbuh 18 bibit."])) == (
        "P Warga menanam 30 bibit di kebun kota pada musim hujan tahun ini, dan yang tumbuh 18 bibit."
    )


KOTA = "C1.1 Kota | C1.2 Bibit | C1.3 Rusak | C2.1 Utara | C2.2 18 | C2.3 2"
OVERLEAF = [
    (row(760, "Barat", "12", "1"), "C3.1 Barat | C3.2 12 | C3.3 1"),
    ([*row(760, "Kota", "Bibit", "Rusak"), *row(745, "Barat", "12", "1")], "C3.1 Barat | C3.2 12 | C3.3 1"),
    ([*row(760, "Desa", "Bibit", "Rusak"), *row(745, "Barat", "12", "1")],
     "C1.1 Desa | C1.2 Bibit | C1.3 Rusak | C2.1 Barat | C2.2 12 | C2.3 1"),
]  # fmt: skip


@pytest.mark.parametrize(("page", "expected"), OVERLEAF)
def test_a_table_goes_on_overleaf_unless_it_has_headings_of_its_own(page: list[str], expected: str) -> None:
    before = [*row(700, "Kota", "Bibit", "Rusak"), *row(685, "Utara", "18", "2")]
    assert shown(before, page) == f"{KOTA} | {expected}"


def test_a_table_goes_on_over_many_pages() -> None:
    head = row(760, "Kota", "Bibit")
    pages = [[*head, *row(745, f"Utara {page}", "18"), *row(730, "Barat", "12")] for page in (1, 2, 3)]
    assert shown(*pages) == (
        "C1.1 Kota | C1.2 Bibit | C2.1 Utara 1 | C2.2 18 | C3.1 Barat | C3.2 12 | C4.1 Utara 2 | C4.2 18 | C5.1 Barat "
        "| C5.2 12 | C6.1 Utara 3 | C6.2 18 | C7.1 Barat | C7.2 12"
    )


def peak(pages: int) -> int:
    """The most memory that a PDF of dense pages takes."""
    page = lines(60, 770, ["Warga menanam 30 bibit jati di kebun 12 kota, dan 18 tumbuh baik, yang lain"] * 55)
    data = pdf.document([page] * pages)
    tracemalloc.start()
    document_from_bytes("a", data, "a.pdf")
    _, most = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    return most


def test_a_page_is_let_go_before_the_next_is_read() -> None:
    peak(1)  # loads what reading takes
    assert peak(12) - peak(2) < 10 * 100_000
