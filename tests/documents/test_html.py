"""Web pages: what is the article, and how its elements are read."""

import pytest

from pipeline.ingest import document_from_bytes
from tests.documents.test_docx import KINDS

LONG = f"<p>{'Warga merawat bibit itu sampai musim hujan tiba. ' * 6}</p>"
SHORT = " ".join("Warga merawat bibit itu sampai musim hujan tiba." for _ in range(6))


def shown(data: bytes | str) -> str:
    text = document_from_bytes("a", data if isinstance(data, bytes) else data.encode(), "a.html")
    parts = []
    for block in text.blocks:
        at = f"{block.cell.row}.{block.cell.column}" if block.cell else ""
        parts.append(f"{KINDS[block.kind]}{at} {text.text[block.start : block.end]}")
    return " | ".join(parts).replace(SHORT, "…")


READ = [
    # Text, signs, and white space.
    ("<p>Ditanam 1.<b>711</b>\n  bibit.", "P Ditanam 1.711 bibit."),
    ("<p>12&nbsp;kg &amp; 5&#160;kg &copy; &tidakada; a&b < c.", "P 12\xa0kg & 5\xa0kg © &tidakada; a&b < c."),
    ("<p>1&shy;.711 bibit.", "P 1.711 bibit."),
    ("<p>Satu 5.<br>Dua 6.", "P Satu 5. | P Dua 6."),
    ("<pre>Satu 5.\nDua 6.</pre>", "P Satu 5. | P Dua 6."),
    ("<p>Ada<!-- 9 --> 5<script>var a = '<p>7';</script> bibit.", "P Ada 5 bibit."),
    ("<p title='> 9'>Ada 5 bibit.", "P Ada 5 bibit."),
    # What is set above the line is no digit of a figure; the number of a note leads to it, or back.
    ("<p>Luas 30 m<sup>2</sup>, 10<sup>3</sup> bibit<sup>1)</sup>.", "P Luas 30 m², 10³ bibit."),
    ("<p>Ada 5<a href='#n1'>1</a> bibit.<p><a href='#r1'>1</a> Data Mei.", "P Ada 5¹ bibit. | P Data Mei."),
    # Headings, lists and tables.
    ("<h1>Hasil 2023</h1><p>Isi.", "H Hasil 2023 | P Isi."),
    ("<p>Isi:<ul><li>18 jati<li>12 mahoni</ul>", "P Isi: | I 18 jati | I 12 mahoni"),
    ("<p>Isi:<ol start=3><li><p>18 jati</p></ol>", "P Isi: | I 18 jati"),
    ("<table><tr><th>a<th>b<tr><td>1<td>2</table>", "C1.1 a | C1.2 b | C2.1 1 | C2.2 2"),
    ("<table><tr><td rowspan=2>a<td>b<tr><td>2</table>", "C1.1 a | C1.2 b | C2.2 2"),
    ("<table><tr><td colspan=2>a<td>b<tr><td>1<td>2<td>3</table>", "C1.1 a | C1.3 b | C2.1 1 | C2.2 2 | C2.3 3"),
    ("<table><tr><td>Bingkai 5.</table>", "P Bingkai 5."),
    ("<table><tr><td>a<td>b<tr><td><p>1 <p>2<td>3</table>", "C1.1 a | C1.2 b | C2.1 1 2 | C2.2 3"),
    # What is around the article, or is not shown.
    ("<nav>Menu 8</nav><p>Ada 5 bibit.</p><footer>2023</footer>", "P Ada 5 bibit."),
    ("<p hidden>9</p><p style='display: none'>8</p><p aria-hidden=true>7</p><p>Ada 5 bibit.", "P Ada 5 bibit."),
    ('<body class="has-sidebar"><div class="sidebar">9</div><p>Ada 5 bibit.', "P Ada 5 bibit."),
    ('<div class="post has-sidebar"><p>Ada 5 bibit.</div>', "P Ada 5 bibit."),
    ('<p>Ada 5 bibit.<div id="berita-terkait"><p>Panen 9 ton</div>', "P Ada 5 bibit."),
    (f"<h1>Judul 5</h1><div>Iklan 9</div><article>{LONG}</article><div>Lain 8</div>", "H Judul 5 | P …"),
    (f"<article><p>Lain 9</p></article><article>{LONG}</article>", "P …"),
    (f'<div itemprop="articleBody">{LONG}</div><div>Lain 8</div>', "P …"),
    ("<div title=header><p>Siaran 9</p></div><p>Ada 5 bibit.<div title=footer><p>Hal 1</div>", "P Ada 5 bibit."),
    # Teasers, and the links below them.
    ("<p>Ada 5 bibit.<p>Baca juga: <a href=x>Panen 9 ton</a><p>Isi 6.", "P Ada 5 bibit. | P Isi 6."),
    ("<p>Ada 5.<p>Berita Terkait<ul><li><a>Panen 9</a><li><a>Panen 8</a></ul><p>Isi 6.", "P Ada 5. | P Isi 6."),
    # Mojibake.
    ("<p>Ada â€œ5â€\x9d bibit.", "P Ada “5” bibit."),
]


@pytest.mark.parametrize(("page", "expected"), READ)
def test_what_is_read(page: str, expected: str) -> None:
    assert shown(page) == expected


ENCODED = [
    "<p>“5” bibit".encode(),
    "\ufeff<p>“5” bibit".encode(),
    "<p>“5” bibit".encode("utf-16"),
    "<p>“5” bibit".encode("cp1252"),
    '<meta charset="windows-1252"><p>“5” bibit'.encode("cp1252"),
    "<meta http-equiv=Content-Type content='text/html; charset=ISO-8859-1'><p>“5” bibit".encode("cp1252"),
    '<meta charset="utf-7"><p>“5” bibit'.encode(),
    '<meta charset="ascii"><p>“5” bibit'.encode(),
]


@pytest.mark.parametrize("data", ENCODED)
def test_encodings(data: bytes) -> None:
    assert shown(data) == "P “5” bibit"
