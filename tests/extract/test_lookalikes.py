"""Numbers that are no figures of fact."""

import pytest

from pipeline.extract import extract
from pipeline.language import load
from pipeline.records import Document

INDONESIAN = load("id")

NO_FIGURE = [
    # dates and times
    "Senin (29/12/2025) siang",
    "pada 3 Maret 2024",
    "tanggal 12 hingga 15 Januari",
    "sejak 29 Mei sampai 1 Juni 2025",
    "Kamis (15/10) pagi",
    "sepanjang tahun 2022 dan 2023",
    "selama Januari-Mei 2025",
    "dibanding 2019, 2020, dan 2021",
    "tahun ajaran 2023/2024",
    "pukul 10.30 WIB",
    "buka 08.00-12.00 WITA",
    "Idul Fitri 1444 H/2023 M",
    # list numbers
    "1. Pencegahan\n2. Rehabilitasi",
    "1.Pencegahan\n2.Rehabilitasi",
    "1) miras\n2) judi",
    # laws and letters
    "Pasal 114 ayat (2) jo Pasal 132 ayat (1) UU Nomor 35 Tahun 2009",
    "Pasal 112, 114 dan 127 KUHP",
    "Permendes 13/2020 dan Keppres 174/1999",
    # persons
    "korban berusia 14 tahun",
    "penduduk umur 15–64 tahun",
    "tersangka HM (42) dan DS (37)",
    # names
    "ia memakai Turbo 3 dan Turbo 4",
    "COVID-19, P21, SP3, P4GN, SP2020 dan 3M",
    "Kodim 0908 dan Korem 162",
    "jalur SNBP 2023",
    "H-3 hingga H+2 Lebaran",
    "HUT ke-79 PMI",
    "RK II dan kelas 2A",
    "kendaraan roda empat",
    "iOS 26 terbit. Gawai lama tetap memakai iOS 26",
    "gas elpiji 3 kg",
    "paslon 01 dan 02",
    # places and telephones
    "Jalan Melati No. 12 RT 03 RW 05",
    "di KM 112",
    "hubungi (021) 87914900 atau 0812-3456-7890",
    "menelepon 115",
    # too long to count anything
    "kode 1.234.567.890.123.456 orang",
    # places in an order, results, idioms
    "peringkat 4 nasional",
    "pada pekan ke-24 polisi menangani",
    "masuk sepuluh besar dunia",
    "menang dengan skor 2-1",
    "salah satu pelaku",
    "yang kedua dan ketiga",
    "tidak ada perubahan jadwal",
    "terancam 6 tahun penjara",
    "Baca juga: Polisi Tangkap 12 Orang",
    "ratusan ribu orang",
]


@pytest.mark.parametrize("text", NO_FIGURE)
def test_no_figure(text: str) -> None:
    assert [f.text for f in extract(Document("d", "d", "text", text, ()), INDONESIAN)] == []


ENTRIES = [e for kind in ("entry", "shape") for e in INDONESIAN.data["lookalikes"][kind]]


@pytest.mark.parametrize("text", [text for entry in ENTRIES for text in entry["silent"]])
def test_the_examples_of_the_language_data_are_silent(text: str) -> None:
    assert [f.text for f in extract(Document("d", "d", "text", text, ()), INDONESIAN)] == []


def test_every_entry_has_a_name_and_an_example() -> None:
    names = [(kind, e["id"]) for kind in ("entry", "shape") for e in INDONESIAN.data["lookalikes"][kind]]
    assert len(set(names)) == len(names)
    assert all(entry["silent"] for entry in ENTRIES)
