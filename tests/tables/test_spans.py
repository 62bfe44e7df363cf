"""Cells that reach over several rows or columns, as readers of Word and web pages give them."""

from pipeline.grid import grids
from pipeline.ingest import document_from_text
from pipeline.language import load
from pipeline.records import Block, CellPosition, Document
from pipeline.run import audit

INDONESIAN = load("id")

# A row of (text, rows, columns) for each row of the table; a cell takes the next free position.
MERGED = [
    [("Wilayah", 2, 1), ("Kebun", 2, 1), ("2023", 1, 2), ("2024", 1, 2)],
    [("Jati", 1, 1), ("Randu", 1, 1), ("Jati", 1, 1), ("Randu", 1, 1)],
    [("Kota", 2, 1), ("Utara", 1, 1), ("12", 1, 1), ("30", 1, 1), ("14", 1, 1), ("31", 1, 1)],
    [("Barat", 1, 1), ("25", 1, 1), ("41", 1, 1), ("26", 1, 1), ("48", 1, 1)],
    [("Jumlah", 1, 2), ("37", 1, 1), ("71", 1, 1), ("40", 1, 1), ("97", 1, 1)],
]


def document(rows: list[list[tuple[str, int, int]]]) -> Document:
    """The rows as a document whose text is one cell a line."""
    text, blocks, taken = "", [], set()
    for r, cells in enumerate(rows, start=1):
        for words, down, across in cells:
            c = next(c for c in range(1, 99) if (r, c) not in taken)
            taken |= {(r + i, c + k) for i in range(down) for k in range(across)}
            position = CellPosition(1, r, c, down, across)
            blocks.append(Block("cell", len(text), len(text) + len(words), position))
            text += words + "\n"
    return Document("kebun", "kebun.docx", "docx", text, tuple(blocks))


def test_merged_headings_are_those_of_all_that_they_reach_over() -> None:
    (grid,) = grids(document(MERGED), INDONESIAN)
    assert [column.name for column in grid.columns] == ["2023 Jati", "2023 Randu", "2024 Jati", "2024 Randu"]
    assert [column.period for column in grid.columns] == ["2023", "2023", "2024", "2024"]
    assert [row.name for row in grid.rows] == ["Kota Utara", "Kota Barat", "Jumlah"]


def test_merged_cells_are_checked_like_others() -> None:
    audited = audit(document(MERGED), INDONESIAN)
    told = [(c.status, c.claim.role("total")[0].text, c.stated, c.expected) for c in audited.checks]
    assert [each[:2] for each in told] == [("consistent", n) for n in ("37", "71", "40")] + [("inconsistent", "97")]
    assert told[-1][2:] == (97, 79)


def test_a_table_of_words_alone_is_prose() -> None:
    said = "Ditanam 30 bibit, dengan rincian 18 jati dan 14 mahoni."
    table = f"| Acara | Tempat |\n|--|--|\n| {said} | Kota |\n| Penutupan | Desa |"
    audited = audit(document_from_text("kebun", table), INDONESIAN)
    assert [check.status for check in audited.checks] == ["inconsistent"]


def test_figures_of_cells_have_their_row_and_column() -> None:
    figure = audit(document(MERGED), INDONESIAN).figures[0]
    assert (figure.text, figure.label, figure.measure, figure.period) == ("12", "Kota Utara", "2023 Jati", "2023")
