"""Writes small Word files by hand, so that a test says exactly which XML it is about."""

from io import BytesIO
from xml.sax.saxutils import escape
from zipfile import ZIP_DEFLATED, ZipFile

W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
SPACES = (
    f'xmlns:w="{W}" xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships" '
    'xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006" '
    'xmlns:wps="http://schemas.microsoft.com/office/word/2010/wordprocessingShape"'
)
RELATIONS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
TYPES = "application/vnd.openxmlformats-officedocument.wordprocessingml"
PARTS = {"styles": "styles", "numbering": "numbering", "footnotes": "footnotes", "header": "header"}
STYLES = """
<w:style w:type="paragraph" w:styleId="Judul1"><w:name w:val="heading 1"/></w:style>
<w:style w:type="paragraph" w:styleId="Isi"><w:name w:val="toc 1"/></w:style>
<w:style w:type="paragraph" w:styleId="Bernomor"><w:name w:val="List Number"/>
<w:pPr><w:numPr><w:numId w:val="2"/></w:numPr></w:pPr></w:style>"""
NUMBERING = """
<w:abstractNum w:abstractNumId="0"><w:lvl w:ilvl="0"><w:numFmt w:val="bullet"/></w:lvl>
</w:abstractNum>
<w:abstractNum w:abstractNumId="1">
<w:lvl w:ilvl="0"><w:start w:val="1"/><w:numFmt w:val="decimal"/><w:lvlText w:val="%1."/></w:lvl>
<w:lvl w:ilvl="1"><w:start w:val="1"/><w:numFmt w:val="lowerLetter"/><w:lvlText w:val="%2)"/></w:lvl></w:abstractNum>
<w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num><w:num w:numId="2"><w:abstractNumId w:val="1"/></w:num>
<w:num w:numId="3"><w:abstractNumId w:val="1"/></w:num>"""


def r(text: str, marks: str = "") -> str:
    """A run."""
    return f'<w:r>{f"<w:rPr>{marks}</w:rPr>" if marks else ""}<w:t xml:space="preserve">{escape(text)}</w:t></w:r>'


def p(*runs: str, style: str = "", number: int = 0, level: int = 0, settings: str = "") -> str:
    """A paragraph of runs, or of text."""
    inside = f'<w:pStyle w:val="{style}"/>' if style else ""
    if number:
        inside += f'<w:numPr><w:ilvl w:val="{level}"/><w:numId w:val="{number}"/></w:numPr>'
    body = "".join(run if run.startswith("<") else r(run) for run in runs)
    return f"<w:p><w:pPr>{inside}{settings}</w:pPr>{body}</w:p>"


def tc(*inside: str, settings: str = "") -> str:
    """A cell of paragraphs, or of text."""
    body = "".join(each if each.startswith("<") else p(each) for each in inside or ("",))
    return f"<w:tc><w:tcPr>{settings}</w:tcPr>{body}</w:tc>"


def tbl(*rows: list[str]) -> str:
    """A table of rows of cells, or of texts."""
    lines = ("".join(cell if cell.startswith("<w:tc>") else tc(cell) for cell in row) for row in rows)
    return f"<w:tbl>{''.join(f'<w:tr>{line}</w:tr>' for line in lines)}</w:tbl>"


def document(*body: str, parts: dict[str, str] | None = None) -> bytes:
    """The file: its body and what ``parts`` say of footnotes and headers."""
    inside = {"styles": STYLES, "numbering": NUMBERING, **(parts or {})}
    names = {"header": "hdr"}
    files = {"word/document.xml": _part("document", f"<w:body>{''.join(body)}</w:body>")}
    files |= {f"word/{name}.xml": _part(names.get(name, name), content) for name, content in inside.items()}
    files["word/_rels/document.xml.rels"] = _relations((name, f"{name}.xml") for name in inside)
    files["_rels/.rels"] = _relations([("officeDocument", "word/document.xml")])
    files["[Content_Types].xml"] = _types(inside)
    return package(files)


def package(files: dict[str, str | bytes]) -> bytes:
    """A zip file of these parts, the same bytes each time."""
    data = BytesIO()
    with ZipFile(data, "w", ZIP_DEFLATED) as archive:
        for name, content in files.items():
            archive.writestr(name, content)
    return data.getvalue()


def _part(root: str, content: str) -> str:
    return f'<?xml version="1.0" encoding="UTF-8"?>\n<w:{root} {SPACES}>{content}</w:{root}>'


def _relations(targets: object) -> str:
    each = "".join(
        f'<Relationship Id="r{n}" Type="{RELATIONS}/{kind}" Target="{target}"/>'
        for n, (kind, target) in enumerate(targets)  # type: ignore[arg-type, var-annotated]
    )
    space = "http://schemas.openxmlformats.org/package/2006/relationships"
    return f'<?xml version="1.0" encoding="UTF-8"?>\n<Relationships xmlns="{space}">{each}</Relationships>'


def _types(parts: object) -> str:
    space = "http://schemas.openxmlformats.org/package/2006/content-types"
    each = "".join(
        f'<Override PartName="/word/{name}.xml" ContentType="{TYPES}.{name}+xml"/>'
        for name in parts  # type: ignore[attr-defined]
    )
    return (
        f'<?xml version="1.0" encoding="UTF-8"?>\n<Types xmlns="{space}">'
        '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
        '<Default Extension="xml" ContentType="application/xml"/>'
        f'<Override PartName="/word/document.xml" ContentType="{TYPES}.document.main+xml"/>{each}</Types>'
    )
