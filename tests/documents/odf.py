"""A release as a text of OpenDocument in one XML file, with the header and footer of an office and real footnotes."""

from html import escape
from xml.etree.ElementTree import Element

from tests.documents.press import blocks, cells, inline, size

OASIS = "urn:oasis:names:tc:opendocument:xmlns"
SPACES = " ".join(f'xmlns:{name}="{OASIS}:{name}:1.0"' for name in ("office", "text", "table", "style"))
TYPE = "application/vnd.oasis.opendocument.text"


def flat(name: str, *, columns: int = 1, landscape: bool = False, ruled: bool = True) -> str:
    """The file; what follows the heading stands in ``columns``."""
    heading, *rest = (_block(block) for block in blocks(name))
    width, height = ("29.7cm", "21cm") if landscape else ("21cm", "29.7cm")
    justified = 'fo:text-align="justify"' if columns > 1 else ""
    border = 'fo:border="0.5pt solid #000000"' if ruled else ""
    return f"""<?xml version="1.0" encoding="UTF-8"?>
<office:document {SPACES} xmlns:fo="{OASIS}:xsl-fo-compatible:1.0" office:version="1.2" office:mimetype="{TYPE}">
<office:styles><style:default-style style:family="paragraph">
<style:paragraph-properties {justified} fo:margin-bottom="0.2cm"/>
<style:text-properties style:font-name="Liberation Serif" fo:font-size="11pt" fo:language="id" fo:country="ID"/>
</style:default-style></office:styles>
<office:automatic-styles>
<style:style style:name="Judul" style:family="paragraph">
<style:text-properties fo:font-size="16pt" fo:font-weight="bold"/></style:style>
<style:style style:name="Naik" style:family="text">
<style:text-properties style:text-position="super 58%"/></style:style>
<style:style style:name="Sel" style:family="table-cell">
<style:table-cell-properties fo:padding="0.1cm" {border}/></style:style>
<style:style style:name="Kolom" style:family="section"><style:section-properties>
<style:columns fo:column-count="{columns}" fo:column-gap="0.8cm"/></style:section-properties></style:style>
<text:list-style style:name="ol"><text:list-level-style-number text:level="1" style:num-format="1"
 style:num-suffix="."/></text:list-style>
<text:list-style style:name="ul"><text:list-level-style-bullet text:level="1" text:bullet-char="•"/></text:list-style>
<style:page-layout style:name="Halaman">
<style:page-layout-properties fo:page-width="{width}" fo:page-height="{height}" fo:margin="2cm"/>
<style:header-style/><style:footer-style/></style:page-layout></office:automatic-styles>
<office:master-styles><style:master-page style:name="Standard" style:page-layout-name="Halaman">
<style:header><text:p>Siaran Pers Nomor 45/XII/2023</text:p></style:header>
<style:footer><text:p>Halaman <text:page-number/> dari <text:page-count/></text:p></style:footer>
</style:master-page></office:master-styles>
<office:body><office:text>{heading}
<text:section text:style-name="Kolom" text:name="isi">{"".join(rest)}</text:section></office:text></office:body>
</office:document>"""


def _block(block: Element) -> str:
    if block.tag in ("ol", "ul"):
        items = "".join(f"<text:list-item>{_p(item)}</text:list-item>" for item in block)
        return f'<text:list text:style-name="{block.tag}">{items}</text:list>'
    if block.tag == "table":
        return _table(block)
    if block.tag.startswith("h"):
        return f'<text:h text:style-name="Judul" text:outline-level="{block.tag[1]}">{_inline(block)}</text:h>'
    return _p(block)


def _table(table: Element) -> str:
    rows, columns = size(table)
    texts = [["<table:covered-table-cell/>"] * columns for _ in range(rows)]
    for row, column, height, width, cell in cells(table):
        spans = f'table:number-rows-spanned="{height}" table:number-columns-spanned="{width}"'
        texts[row][column] = f'<table:table-cell table:style-name="Sel" {spans}>{_p(cell)}</table:table-cell>'
    lines = "".join(f"<table:table-row>{''.join(row)}</table:table-row>" for row in texts)
    return f'<table:table><table:table-column table:number-columns-repeated="{columns}"/>{lines}</table:table>'


def _p(element: Element) -> str:
    return f"<text:p>{_inline(element)}</text:p>"


def _inline(element: Element) -> str:
    return inline(element, escape, _note, lambda text: f'<text:span text:style-name="Naik">{escape(text)}</text:span>')


def _note(text: str) -> str:
    body = f"<text:note-body><text:p>{escape(text)}</text:p></text:note-body>"
    return f'<text:note text:note-class="footnote"><text:note-citation>1</text:note-citation>{body}</text:note>'
