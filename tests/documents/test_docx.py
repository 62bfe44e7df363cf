"""Word files: what of the XML is text, a heading, an item, a cell, and what is none of it."""

import pytest

from pipeline.ingest import Options, document_from_bytes
from tests.documents.docx import document, p, r, tbl, tc

KINDS = {"paragraph": "P", "item": "I", "heading": "H", "cell": "C"}


def shown(data: bytes, changes: str = "accepted") -> str:
    """Each block with its kind; a cell with its row and column, and with its height and width where it is merged."""
    text = document_from_bytes("a", data, "a.docx", options=Options(changes))
    parts = []
    for block in text.blocks:
        c = block.cell
        at = f"{c.row}.{c.column}{f'({c.rows}x{c.columns})' if (c.rows, c.columns) != (1, 1) else ''}" if c else ""
        parts.append(f"{KINDS[block.kind]}{at} {text.text[block.start : block.end]}")
    return " | ".join(parts)


def drawing(form: str) -> str:
    return f"<w:{form}><wps:txbx><w:txbxContent>{p('Kotak 7 bibit.')}</w:txbxContent></wps:txbx></w:{form}>"


BOX = (
    f'<w:r><mc:AlternateContent><mc:Choice Requires="wps">{drawing("drawing")}</mc:Choice>'
    f"<mc:Fallback>{drawing('pict')}</mc:Fallback></mc:AlternateContent></w:r>"
)
ABOVE = '<w:vertAlign w:val="superscript"/>'
MERGED = '<w:gridSpan w:val="2"/>'
DOWN, ON = '<w:vMerge w:val="restart"/>', "<w:vMerge/>"
INSERTED = f'<w:ins w:id="1" w:author="a">{r("18")}</w:ins>'
DELETED = '<w:del w:id="2" w:author="a"><w:r><w:delText>12</w:delText></w:r></w:del>'
FIELD = (
    '<w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText>SUM(1,2)</w:instrText></w:r>'
    f'<w:r><w:fldChar w:fldCharType="separate"/></w:r>{r("30")}<w:r><w:fldChar w:fldCharType="end"/></w:r>'
)
CITED = '<w:r><w:footnoteReference w:id="2"/></w:r>'
NOTES = (
    f'<w:footnote w:id="-1" w:type="separator">{p("9")}</w:footnote>'
    f'<w:footnote w:id="2">{p("Pinjaman 5.")}</w:footnote>'
)

READ = [
    # Runs, signs, and what is between them.
    ([p(r("Ditanam 1."), r("711", "<w:b/>"), r(" bibit."))], "P Ditanam 1.711 bibit."),
    ([p(r("1\u00ad.711\u200b bibit"), "<w:r><w:tab/></w:r>", r(" 12\u00a0kg."))], "P 1.711 bibit 12\u00a0kg."),
    ([p(r("Satu 5."), "<w:r><w:br/></w:r>", r("Dua 6."))], "P Satu 5. | P Dua 6."),
    ([p(r("Bibit"), r("1", ABOVE), r(" di 30 m"), r("2", ABOVE), r("."))], "P Bibit di 30 m²."),
    ([p(r("Ada 5"), r(" rahasia 9", "<w:vanish/>"), r(" bibit."))], "P Ada 5 bibit."),
    ([p(r("Ada "), FIELD, r(" bibit."))], "P Ada 30 bibit."),
    ([p(r("Lihat "), f'<w:hyperlink w:anchor="x">{r("30 bibit")}</w:hyperlink>', r("."))], "P Lihat 30 bibit."),
    ([f"<w:sdt><w:sdtContent>{p('Ada 30 bibit.')}</w:sdtContent></w:sdt>"], "P Ada 30 bibit."),
    # Headings and lists: the numbers that Word shows are no text.
    ([p("Hasil 2023", style="Judul1"), p("Isi.")], "H Hasil 2023 | P Isi."),
    ([p("Hasil", settings='<w:outlineLvl w:val="0"/>'), p("Isi 5.")], "H Hasil | P Isi 5."),
    ([p("Isi:"), p("18 jati", number=1), p("12 mahoni", number=1)], "P Isi: | I 18 jati | I 12 mahoni"),
    ([p("Isi:"), p("18 jati", number=2), p("12 mahoni", number=2)], "P Isi: | I 18 jati | I 12 mahoni"),
    ([p("Isi:"), p("18 jati", style="Bernomor")], "P Isi: | I 18 jati"),
    ([p("Isi:"), p("1. 18 jati"), p("2. 12 mahoni")], "P Isi: | I 18 jati | I 12 mahoni"),
    ([p("Pendahuluan 3", style="Isi"), p("Isi 5.")], "P Isi 5."),
    # Tables.
    ([tbl(["a", "b"], ["1", "2"])], "C1.1 a | C1.2 b | C2.1 1 | C2.2 2"),
    ([tbl([tc("a", settings=MERGED), "c"], ["1", "2", "3"])], "C1.1(1x2) a | C1.3 c | C2.1 1 | C2.2 2 | C2.3 3"),
    ([tbl([tc("a", settings=DOWN), "b"], [tc(settings=ON), "2"])], "C1.1(2x1) a | C1.2 b | C2.2 2"),
    ([tbl([tc("a", "b"), "c"], ["1", "2"])], "C1.1 a b | C1.2 c | C2.1 1 | C2.2 2"),
    ([tbl(["a", "b"], [tc("1", tbl(["x", "y"], ["8", "9"])), "2"])],
     "C1.1 a | C1.2 b | C2.1 1 | C2.2 2 | C1.1 x | C1.2 y | C2.1 8 | C2.2 9"),
    ([tbl([tc("Bingkai 5.", "Bingkai 6.")])], "P Bingkai 5. | P Bingkai 6."),
    # Text boxes, once, and footnotes, behind all else.
    ([p(r("Ada 30 bibit."), BOX), p("Isi.")], "P Ada 30 bibit. | P Kotak 7 bibit. | P Isi."),
    ([p(r("Ada 30"), CITED, r(" bibit.")), p("Isi.")], "P Ada 30 bibit. | P Isi. | P Pinjaman 5."),
]  # fmt: skip


@pytest.mark.parametrize(("body", "expected"), READ)
def test_what_is_read(body: list[str], expected: str) -> None:
    assert shown(document(*body, parts={"footnotes": NOTES})) == expected


def test_headers_are_no_part_of_the_text() -> None:
    assert shown(document(p("Ada 30 bibit."), parts={"header": p("Kop surat 99")})) == "P Ada 30 bibit."


GONE_END = '<w:rPr><w:del w:id="3" w:author="a"/></w:rPr>'
GONE_ROW = '<w:tr><w:trPr><w:del w:id="4" w:author="a"/></w:trPr>'
CHANGES = [
    ([p(r("Ada "), INSERTED, DELETED, r(" bibit."))], "P Ada 18 bibit.", "P Ada 12 bibit."),
    ([p("Ada 30.", settings=GONE_END), p(" Lalu 5.")], "P Ada 30. Lalu 5.", "P Ada 30. | P Lalu 5."),
    ([tbl(["a", "b"], ["1", "2"], ["3", "4"]).replace("<w:tr>", GONE_ROW, 3).replace(GONE_ROW, "<w:tr>", 2)],
     "C1.1 a | C1.2 b | C2.1 1 | C2.2 2", "C1.1 a | C1.2 b | C2.1 1 | C2.2 2 | C3.1 3 | C3.2 4"),
]  # fmt: skip


@pytest.mark.parametrize(("body", "accepted", "original"), CHANGES)
def test_tracked_changes(body: list[str], accepted: str, original: str) -> None:
    assert (shown(document(*body)), shown(document(*body), "original")) == (accepted, original)


def test_the_numbers_of_lists_stand_before_their_items() -> None:
    body = [p("A", number=2), p("B", number=2, level=1), p("C", number=2, level=1), p("D", number=2), p("E", number=3)]
    text = document_from_bytes("a", document(p("Isi 5:"), *body), "a.docx").text
    assert text.splitlines() == ["Isi 5:", "1. A", "a) B", "b) C", "2. D", "1. E"]
