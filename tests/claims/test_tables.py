"""The hidden tables of small texts and of a whole release, drawn as a reader would draw them; * marks a total."""

from collections.abc import Sequence
from pathlib import Path

import pytest

from pipeline import audit
from pipeline.records import Cell

CORPUS = Path(__file__).parents[1] / "corpus"
MARK = {"total": "*", "part": "", "share": " %", "change": " ±"}


def cells(text: str) -> tuple[Cell, ...]:
    return audit(text, doc_id="t").cells


def drawn(found: Sequence[Cell]) -> list[list[str]]:
    """Each table as lines: its columns, then a line a row."""
    ids = dict.fromkeys(cell.table_id for cell in found)
    return [_lines([cell for cell in found if cell.table_id == each]) for each in ids]


def _lines(table: Sequence[Cell]) -> list[str]:
    columns = list(dict.fromkeys(cell.column for cell in table))
    rows = dict.fromkeys(cell.row for cell in table)
    return [" | ".join(columns), *(f"{row}: {_row(table, row, columns)}" for row in rows)]


def _row(table: Sequence[Cell], row: str, columns: Sequence[str]) -> str:
    shown = (
        "/".join(c.figure.text + MARK[c.role] for c in table if (c.row, c.column) == (row, column))
        for column in columns
    )
    return " | ".join(shown)


DRAWN = {
    "names before the figures": (
        "Rawat jalan sebanyak 46 orang terdiri dari pelajar 1 orang, ASN 0, swasta 40 orang dan masyarakat 5 orang.",
        [["orang", "pelajar: 1", "ASN: 0", "swasta: 40", "masyarakat: 5", "total: 46*"]],
    ),
    "names behind the figures": (
        "Ditanam 32 pohon, terdiri dari 18 pohon jati dan 14 pohon mahoni.",
        [["pohon", "jati: 18", "mahoni: 14", "total: 32*"]],
    ),
    "a list without units": (
        "Sebaran informasi menjangkau 50.739 orang, terdiri dari:\n"
        "• Lingkungan pelajar sebanyak 12.556.\n• Lingkungan ASN sebanyak 154.\n"
        "• Lingkungan masyarakat sebanyak 38.029.",
        [["orang", "pelajar: 12.556", "ASN: 154", "masyarakat: 38.029", "total: 50.739*"]],
    ),
    "a share beside each part": (
        "Jumlah pemilih 2.000 orang, terdiri dari laki-laki 900 orang (45 persen) dan "
        "perempuan 1.100 orang (55 persen).",
        [["orang | persen", "laki-laki: 900 | 45 %", "perempuan: 1.100 | 55 %", "total: 2.000* | "]],
    ),
    "two sums side by side": (
        "Di sekolah yang dites 40 orang, yang positif 3 orang, di kantor yang dites 25 orang, yang positif 1 orang, "
        "di pasar yang dites 35 orang, yang positif 2 orang. Dari total 100 orang yang dites, 6 orang positif.",
        [["dites | positif", "sekolah: 40 | 3", "kantor: 25 | 1", "pasar: 35 | 2", "total: 100* | 6*"]],
    ),
    "goals in a list": (
        "Capaian kinerja:\n1. Penyuluhan desa dengan target 10 desa dan capaian 12 desa.\n"
        "2. Pelatihan guru dengan target 40 orang dan capaian 38 orang.\n"
        "3. Kampung siaga dengan target 3 kampung dan capaian 3 kampung.",
        [["target | capaian", "Penyuluhan desa: 10 | 12", "Pelatihan guru: 40 | 38", "Kampung siaga: 3 | 3"]],
    ),
    "changes in a list": (
        "Perbandingan dengan tahun lalu:\n- Pencurian turun dari 40 kasus menjadi 30 kasus atau turun 10 kasus.\n"
        "- Penipuan naik dari 20 kasus menjadi 25 kasus atau naik 5 kasus.",
        [["sebelum | sesudah | selisih", "Pencurian: 40 | 30 | 10 ±", "Penipuan: 20 | 25 | 5 ±"]],
    ),
    "wholes and their parts in parallel": (
        "Penggiat di lingkungan kantor berjumlah 27 orang, yang tes urine sebanyak 15 orang dengan hasil tidak ada "
        "yang positif dan di lingkungan sekolah berjumlah 29 orang, yang tes urine sebanyak "
        "16 orang dengan hasil tidak ada yang positif.",
        [["orang | tes urine | positif", "kantor: 27 | 15 | tidak ada", "sekolah: 29 | 16 | tidak ada"]],
    ),
    "no table": ("Sebanyak 12 orang hadir. Rapat berlangsung di 3 ruang dengan 40 kursi.", []),
}


@pytest.mark.parametrize(("text", "tables"), DRAWN.values(), ids=DRAWN.keys())
def test_tables_read_as_a_person_would_draw_them(text: str, tables: list[list[str]]) -> None:
    assert drawn(cells(text)) == tables


def test_the_tables_of_a_whole_release() -> None:
    programmes, volunteers, tests, spread, clinics, patients = drawn(
        cells((CORPUS / "seed-bnn-dumai-2023.txt").read_text("utf-8"))
    )
    assert programmes[0] == clinics[0] == "target | capaian"
    assert len(programmes) == 8
    assert programmes[1] == "Pendampingan Program Ketahanan Keluarga (PN): 10 | 10"
    assert programmes[6].endswith("(DEKTARA): 78,00 | 76,69"), "a misspelt 'terget' is no part of the name"
    assert clinics[1] == "Operasional Lembaga Rehabilitasi: 2 | 2"
    assert volunteers == [
        "orang | tes urine | positif",
        "instansi pemerintah: 27 | 15 | tidak ada",
        "institusi pendidikan: 29 | 15 | tidak ada",
    ]
    assert tests == [
        "tes urine | positif",
        "instansi pemerintah: 395 | 1",
        "institusi pendidikan: 15 | tidak ada",
        "swasta: 1.286 | 11",
        "masyarakat: 15 | 2",
        "total: 1.711* | 16*",
    ]
    assert spread[1:] == ["Pelajar: 12.556", "ASN: 154", "Masyarakat: 37.781", "swasta: 248", "total: 50.739*"]
    assert patients == ["orang", "pelajar: 1", "ASN: 0", "swasta: 40", "masyarakat: 5", "total: 13*"]


@pytest.mark.parametrize("path", sorted(CORPUS.glob("*.txt")), ids=lambda path: path.stem)
def test_every_cell_has_a_place_of_its_own(path: Path) -> None:
    found = cells(path.read_text("utf-8"))
    assert all(cell.row and cell.column for cell in found)
    assert len({(cell.table_id, cell.figure.figure_id) for cell in found}) == len(found)
    numbers = dict.fromkeys(cell.table_id for cell in found)
    assert list(numbers) == [f"t#T{n}" for n in range(1, len(numbers) + 1)]
