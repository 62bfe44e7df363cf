"""Totals and their breakdowns: which lists are held against a total when they do not add up, and which are not."""

import pytest

from pipeline.ingest import document_from_text
from pipeline.language import load
from pipeline.run import audit

ANNOUNCED = {
    "the next sentence": "Stok beras 71.255,9 ton. Angka ini terdiri dari 22.239,3 ton, 45.819,8 ton dan 2.196,8 ton.",
    "a unit of two nouns": "Koperasi dibentuk di 8.653 desa/kelurahan, yang terdiri dari 7.810 desa, 753 kelurahan.",
    "more after the list": (
        "Anggaran Rp 24,24 miliar terdiri dari Rp 23,59 miliar kas daerah dan Rp 0,85 miliar hibah. Seragam Rp650 juta."
    ),
    "among them, to the end": "Dinas itu punya 23 mitra, di antaranya 15 mitra desa, 6 mitra kota dan 3 mitra luar.",
    "many in the next sentence": (
        "Dinas membina 93 sanggar tari. Pembinaan berlaku pada 5 sanggar di hulu, 15 sanggar di hilir, 23 sanggar di "
        "kota, 34 sanggar di pantai, dan 20 sanggar di pulau."
    ),
    "its total named again": (
        "Tahun lalu kuotanya 100.051, rinciannya 92.825 reguler dan 7.226 khusus. Kuota reguler waktu itu memuat "
        "92.246 jemaah, 115 pembimbing dan 465 petugas daerah."
    ),
}
SPLIT = {
    "shares that make a hundred": (
        "Kebun dikunjungi 189.191 orang. Dari jumlah tersebut, 74,73 persen atau 141.302 orang warga kota, sementara "
        "47.789 orang atau 25,27 persen dari luar."
    ),
    "a contrast": (
        "Dari total belanja Rp 306,96 juta, Rp 256,10 juta berasal dari kas, sementara Rp 50,59 juta dari hibah."
    ),
    "many parts": (
        "Dari 1.210 perkara, ada 33 yang sudah diputus, 107 yang lengkap, 123 dilimpahkan, 502 diselidiki, 8 dituntut, "
        "12 disidangkan, 6 dihentikan, dan 410 diserahkan ke instansi lain."
    ),
    "a total row": "Biaya setahun:\n- Pajak: Rp 5.986.000\n- Asuransi: Rp 143.000\n- Total: Rp 6.192.000",
    "a total below": "Biaya setahun:\n- Pajak: Rp 5.986.000\n- Asuransi: Rp 143.000\nTotal: Rp 6.192.000",
}
LEFT_ALONE = {
    "some of them": "Kapal itu membawa 242 penumpang. Dari jumlah itu, 169 orang Riau, 53 Jambi dan 7 Aceh.",
    "among them, far from all": "Dinas itu punya 230 mitra, di antaranya 15 mitra desa, 6 mitra kota dan 3 mitra luar.",
    "another total": "Dinas menargetkan 8 program, dengan 5 sumur dibor semester ini dan 9 sumur hingga akhir tahun.",
    "the ends of a range": "Harga gabah Rp 6.500 per kilogram, sebelumnya Rp 5.500 - Rp 6.000 per kilogram.",
    "round steps": "Servis gratis diberikan pada 10.000 km, 20.000 km dan 30.000 km.",
    "what is left out": (
        "Ia punya rumah Rp 143 juta dan mobil Rp 18 juta. Tabungannya Rp 306 juta, surat berharga Rp 1,96 miliar, "
        "sehingga total hartanya Rp 2,44 miliar."
    ),
}


def test_a_total_of_another_sort_makes_no_shorter_list() -> None:
    text = (
        "Seluruhnya hasil dari 15 kasus dengan 27 orang tersangka. Dua kasus melibatkan jaringan luar dan 13 kasus "
        "lainnya jaringan dalam. Para tersangka berasal dari Tarakan 12 orang, Nunukan 8 orang, Tana Tidung 4 orang, "
        "sisanya tiga orang dari luar daerah."
    )
    checks = audit(document_from_text("contoh", text), load("id")).checks
    added = [tuple(f.text for f in c.claim.figures()) for c in checks if c.claim.kind == "sum"]
    assert ("27", "12", "8", "4", "tiga") in added


@pytest.mark.parametrize(
    "text",
    [
        "Lima kabupaten memanen 60.105 ton kopi.\n\nLereng utara memanen 14.270 ton.\n\nLereng selatan, dengan 3.118 "
        "petani, memanen 11.846 ton.\n\nDari lembah datang 21.309 ton.\n\nPesisir menyumbang 12.680 ton.",
        "Sampai Mei terjual 221.685 unit.\n\nBerikut penjualan sepeda tiap bulan:\n\n2025\nJanuari - 40.112 unit\n"
        "Februari - 43.905 unit\nMaret - 49.870 unit\nApril - 38.421 unit\nMei - 49.377 unit",
    ],
)
def test_a_total_of_many_digits_is_found_over_paragraphs(text: str) -> None:
    checks = audit(document_from_text("contoh", text), load("id")).checks
    assert [len(c.claim.members) for c in checks if c.claim.kind == "sum"] in ([5], [6])


def accused(text: str) -> list[tuple[str, ...]]:
    """The figures of each sum that is held against its total."""
    checks = audit(document_from_text("contoh", text), load("id")).checks
    wrong = (c.claim for c in checks if c.status == "inconsistent" and c.claim.kind == "sum")
    return [tuple(f.text for f in claim.figures()) for claim in wrong]


@pytest.mark.parametrize("text", [*ANNOUNCED.values(), *SPLIT.values()], ids=[*ANNOUNCED, *SPLIT])
def test_a_list_that_must_make_its_total_is_held_against_it(text: str) -> None:
    assert len(accused(text)) == 1


@pytest.mark.parametrize("text", LEFT_ALONE.values(), ids=LEFT_ALONE)
def test_a_list_that_need_not_make_its_total_is_left_alone(text: str) -> None:
    assert accused(text) == []
