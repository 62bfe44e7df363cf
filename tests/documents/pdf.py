"""Writes small PDF files by hand: text at places, rules, and a typewriter font whose width is known."""

from collections.abc import Iterable, Sequence
from textwrap import wrap

WIDTH, HEIGHT = 595, 842
SIZE, LEADING, MARGIN = 10, 12, 60
ADVANCE = 0.6  # of the size: the width of every sign of Courier


def text(x: float, y: float, words: str, size: float = SIZE) -> str:
    """Words whose line begins here."""
    shown = words.encode("cp1252").replace(b"\\", b"\\\\").replace(b"(", b"\\(").replace(b")", b"\\)").decode("latin-1")
    return f"BT /F {size} Tf 1 0 0 1 {x} {y} Tm ({shown}) Tj ET"


def rule(x: float, y: float, x2: float, y2: float) -> str:
    """A line."""
    return f"0.5 w {x} {y} m {x2} {y2} l S"


def lines(x: float, y: float, content: Iterable[str], size: float = SIZE) -> list[str]:
    """Lines below each other, the first of them here."""
    return [text(x, y - at * 1.2 * size, line, size) for at, line in enumerate(content)]


def flowed(paragraphs: Iterable[tuple[str, str]], width: int = 78) -> list[list[str]]:
    """Pages of paragraphs (kind and text), wrapped, with a gap behind each that is no item."""
    pages: list[list[str]] = [[]]
    y = HEIGHT - MARGIN - 20
    for kind, content in paragraphs:
        size = 14 if kind == "heading" else SIZE
        for line in wrap(content, width * SIZE // size, break_long_words=False, break_on_hyphens=False):
            if y < MARGIN + 40:
                pages.append([])
                y = HEIGHT - MARGIN - 20
            pages[-1].append(text(MARGIN, y, line, size))
            y -= 1.2 * size
        y -= 0 if kind == "item" else LEADING
    return pages


def document(pages: Sequence[Sequence[str]], *, picture: bool = False) -> bytes:
    """The file; ``picture`` puts a grey picture over every page."""
    objects = [
        "<< /Type /Catalog /Pages 2 0 R >>",
        f"<< /Type /Pages /Count {len(pages)} /Kids [{' '.join(f'{5 + 2 * n} 0 R' for n in range(len(pages)))}] >>",
        "<< /Type /Font /Subtype /Type1 /BaseFont /Courier /Encoding /WinAnsiEncoding >>",
        "<< /Type /XObject /Subtype /Image /Width 1 /Height 1 /ColorSpace /DeviceGray /BitsPerComponent 8 /Length 1 >>"
        "\nstream\n\x80\nendstream",
    ]
    over = [f"q {WIDTH} 0 0 {HEIGHT} 0 0 cm /I Do Q"] if picture else []
    for number, page in enumerate(pages):
        content = "\n".join((*over, *page))
        resources = "/Resources << /Font << /F 3 0 R >> /XObject << /I 4 0 R >> >>"
        objects += [
            f"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 {WIDTH} {HEIGHT}] {resources} "
            f"/Contents {6 + 2 * number} 0 R >>",
            f"<< /Length {len(content.encode('latin-1'))} >>\nstream\n{content}\nendstream",
        ]
    return _file(objects)


def _file(objects: Sequence[str]) -> bytes:
    data, offsets = b"%PDF-1.4\n", []
    parts = []
    at = len(data)
    for number, each in enumerate(objects, start=1):
        offsets.append(at)
        parts.append(f"{number} 0 obj\n{each}\nendobj\n".encode("latin-1"))
        at += len(parts[-1])
    table = "".join(f"{offset:010d} 00000 n \n" for offset in offsets)
    end = (
        f"xref\n0 {len(objects) + 1}\n0000000000 65535 f \n{table}"
        f"trailer\n<< /Size {len(objects) + 1} /Root 1 0 R >>\nstartxref\n{at}\n%%EOF\n"
    )
    return b"".join((data, *parts, end.encode("latin-1")))
