"""Claims that hold and are read, however far apart or over how many sentences they are told; «…» marks the figures."""

import pytest

from pipeline import audit
from tests.marks import bound, unmarked

READ = {
    "a percentage paragraphs away from its part and whole": (
        "percent",
        "Kebun itu membayar klaim «Rp.271.364.820.500,-» kepada petani.\n\n1. Panen Rp.218.406.112.300,-\n"
        "2. Gudang «Rp.52.958.708.200,-»\n\nKepala kebun menjelaskan, gudang menyumbang «19,52» persen "
        "dari nilai klaim.",
    ),
    "a percentage of what was told in the sentence before": (
        "percent",
        "Pemegang kartu yang lolos «794» orang. Jumlah itu «40,47» persen dari mereka yang diterima.\n\nTamu yang "
        "diterima tahun ini «1.962» orang.",
    ),
    "places of a ranking told in the next sentence": (
        "subset",
        "Aduan ada «246». Aduan paling banyak menyangkut air, 98 aduan. Jalan «74» aduan dan lampu 39.",
    ),
    "a part of people, behind an amount of money": (
        "subset",
        "Beasiswa diberikan bagi «412» anak dengan nilai Rp1,68 miliar. «238» di antaranya masih SD.",
    ),
    "what is among the figure right before, though that is a part of a later total": (
        "subset",
        "Kebakaran 326 kali.\n\nPenyelamatan jumlahnya «1.094» kali, di antaranya sarang tawon «463», ular 318.\n\n"
        "Kalau ditotal, kami turun 1.420 kali.",
    ),
    "the rest of a list that is taken from a whole": (
        "subset",
        "Pesawat itu membawa «242» orang. Dari jumlah tersebut, 169 warga India, «53» warga Inggris, dan 7 warga "
        "Kanada.",
    ),
    "a total far before a list that goes to the rest": (
        "sum",
        "Dari «1.813» tamu ini, asal lereng utara «1.418» orang. Lereng timur «203», lereng barat «127», dan sisanya "
        "«65» orang dari lembah.",
    ),
    "a difference in points of shares that no word calls old": (
        "change",
        "Kredit macet berada di «3,41» persen; pada September 2023 «3,12» persen sehingga naik «0,29» poin.",
    ),
    "a difference that is drawn from the former value": (
        "change",
        'Kebun itu kena «47» hama. Yang dipanggil 61 petani.\n\n"Tahun lalu «38» hama. Jadi ada kenaikan «9» hama," '
        "katanya.",
    ),
    "a share beside the share that was aimed at": (
        "target",
        "Kebun yang bebas hama baru «78,6» persen, padahal target nasional «95» persen.",
    ),
    "a change told by 'now'": (
        "change",
        "Sehabis panen harga gabah «Rp 6.500» per kilonya sekarang menjadi «Rp 8.125», naiknya «25» persen.",
    ),
}


@pytest.mark.parametrize("name", READ)
def test_it_is_read(name: str) -> None:
    kind, marked = READ[name]
    text, figures = unmarked(marked)
    read = [check.claim for check in audit(text).checks if check.claim.kind == kind and check.status == "consistent"]
    assert figures in [bound(claim) for claim in read]
