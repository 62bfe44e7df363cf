"""The release on the page is the release as written, whatever is marked in it."""

import itertools

from hypothesis import given
from hypothesis import strategies as st

from pipeline.ingest.blocks import split
from pipeline.records import Document
from pipeline.report.marks import Mark, Piece, apart, cut, lines, quotes


def _written(pieces: tuple[Piece, ...]) -> str:
    return "".join(piece.text for piece in pieces)


TEXTS = st.text(alphabet="a1. \n«A", max_size=60)
MARKS = st.lists(st.tuples(st.integers(0, 60), st.integers(0, 8)), max_size=8)


def _marks(text: str, spans: list[tuple[int, int]]) -> tuple[Mark, ...]:
    inside = [(min(at, len(text)), min(at + length, len(text))) for at, length in spans]
    return apart(Mark(start, end, f"g{start}", "right") for start, end in inside)


@given(TEXTS, MARKS, st.integers(0, 60), st.integers(0, 60))
def test_pieces_put_together_are_the_text(text: str, spans: list[tuple[int, int]], start: int, end: int) -> None:
    start, end = sorted((min(start, len(text)), min(end, len(text))))
    pieces = cut(text, start, end, _marks(text, spans))
    assert _written(pieces) == text[start:end]
    assert all(piece.text in text[piece.mark.start : piece.mark.end] for piece in pieces if piece.mark)


@given(TEXTS, MARKS)
def test_marks_are_apart_and_each_opens_once(text: str, spans: list[tuple[int, int]]) -> None:
    marks = _marks(text, spans)
    assert all(one.end <= other.start for one, other in itertools.pairwise(marks))
    opened = [piece.mark for piece in cut(text, 0, len(text), marks) if piece.opens]
    assert opened == list(marks)


@given(TEXTS)
def test_lines_are_the_lines_that_are_not_blank(text: str) -> None:
    document = Document("d", "", "txt", text, split(text))
    shown = {line.number: _written(line.pieces) for line in lines(document, ())}
    assert shown == {n: line for n, line in enumerate(text.split("\n"), 1) if line.strip()}


def test_a_bullet_is_part_of_its_line_and_the_line_is_an_item() -> None:
    text = "Rincian penerima bantuan adalah sebagai berikut:\n1. Jati sebanyak 12.\n2. Mahoni sebanyak 18.\n"
    document = Document("d", "", "txt", text, split(text))
    assert [(line.kind, _written(line.pieces)) for line in lines(document, ())] == [
        ("paragraph", "Rincian penerima bantuan adalah sebagai berikut:"),
        ("item", "1. Jati sebanyak 12."),
        ("item", "2. Mahoni sebanyak 18."),
    ]


QUOTED = [
    ("Satu. Ada «12» orang. Tiga.", ["Ada 12 orang."]),
    ("Ada «12» orang. Ada pula «13» ekor.", ["Ada 12 orang. Ada pula 13 ekor."]),
    ("Ada «12» orang. Jeda. Ada pula «13» ekor.", ["Ada 12 orang.", "Ada pula 13 ekor."]),
    ("Judul 5\nAda «12» orang\nAkhir", ["Ada 12 orang"]),
    ("“Ada «1.711» orang,” ucap Boni.", ["“Ada 1.711 orang,” ucap Boni."]),
    ("kata " * 100 + "«12»" + " kata" * 100, ["… " + "kata " * 48 + "12" + " kata" * 48 + " …"]),
]


def test_quotes() -> None:
    for marked, expected in QUOTED:
        marks, text = [], ""
        for part in marked.split("«"):
            figure, _, rest = part.rpartition("»")
            if figure:
                marks.append(Mark(len(text), len(text) + len(figure), "g", "doubt"))
            text += figure + rest
        shown = [" ".join(_written(each).split()) for each in quotes(text, tuple(marks))]
        assert shown == [" ".join(each.split()) for each in expected]
