"""Sheets of a workbook, and how their cells are written.

Text is written as text, whatever it begins with: none of it is ever a formula, a number or a link.
"""

from collections.abc import Callable, Iterable, Sequence
from decimal import Decimal
from functools import cache
from typing import TYPE_CHECKING, NamedTuple

from pipeline.records import Figure
from pipeline.text import visible

if TYPE_CHECKING:
    from xlsxwriter import Workbook
    from xlsxwriter.format import Format
    from xlsxwriter.worksheet import Worksheet

LONGEST = 32_767  # characters of a cell, the limit of Excel
LINE = 15  # points
NOUGHT = {"minimum": -1e-9, "maximum": 1e-9}  # what spreadsheets make of 0.1 + 0.2 - 0.3
LINK = {"font_color": "#0B57D0", "underline": 1}


class Number(NamedTuple):
    """A value, and the decimals that are shown of it."""

    value: Decimal
    decimals: int


class Formula(NamedTuple):
    """A formula with its value; ``decimals`` are those shown, None as many as there are.

    ``warned``: red for as long as it is not nought.
    """

    formula: str
    value: Decimal
    decimals: int | None = None
    warned: bool = False


class Link(NamedTuple):
    """A text that leads to a cell of a sheet."""

    sheet: str
    cell: str
    text: str


Value = str | Number | Formula | Link
Row = tuple[Value, ...]


class Sheet(NamedTuple):
    """A sheet with the names and the widths of its columns, in characters."""

    name: str
    columns: Sequence[tuple[str, int]]
    rows: Sequence[Row]


def decimals(figure: Figure) -> int:
    """How many decimals the value of a figure has as it is written: none of a million with one."""
    return max(0, exponent(figure))


def exponent(figure: Figure) -> int:
    """The decimals to which a figure is rounded, as spreadsheets count: -5 for a million with one."""
    return figure.decimals - len(str(figure.scale)) + 1


def quoted(name: str) -> str:
    """The name of a sheet as it stands in a formula."""
    return "'{}'".format(name.replace("'", "''"))


def write(book: "Workbook", sheets: Iterable[Sheet]) -> None:
    """Add the sheets to a workbook."""
    formats = cache(lambda **looks: book.add_format({"valign": "top", **looks}))
    for sheet in sheets:
        page = book.add_worksheet(sheet.name)
        for column, (name, width) in enumerate(sheet.columns):
            page.set_column(column, column, width)
            page.write_string(0, column, _safe(name), formats(bold=True, bottom=1, text_wrap=True))
        for number, row in enumerate(sheet.rows, 1):
            page.set_row(number, LINE * _lines(sheet, row))
            for column, value in enumerate(row):
                _put(page, number, column, value, formats)
        page.freeze_panes(1, 1)
        page.set_landscape()
        page.fit_to_pages(1, 0)  # as wide as a sheet of paper
        page.autofilter(0, 0, max(1, len(sheet.rows)), len(sheet.columns) - 1)


def _lines(sheet: Sheet, row: Row) -> int:
    """How many lines the longest text of a row takes; not every program finds out by itself."""
    texts = (
        (len(value), width) for value, (_, width) in zip(row, sheet.columns, strict=True) if isinstance(value, str)
    )
    return max(1, *(-(-length // width) for length, width in texts))


def _put(page: "Worksheet", row: int, column: int, value: Value, formats: Callable[..., "Format"]) -> None:
    if isinstance(value, Formula):
        page.write_formula(row, column, f"={value.formula}", formats(num_format=_shown(value.decimals)), value.value)
        if value.warned:
            red = {
                "type": "cell",
                "criteria": "not between",
                **NOUGHT,
                "format": formats(font_color="#B00020", bold=True),
            }
            page.conditional_format(row, column, row, column, red)
    elif isinstance(value, Number):
        page.write_number(row, column, value.value, formats(num_format=_shown(value.decimals)))
    elif isinstance(value, Link):
        page.write_url(row, column, f"internal:{quoted(value.sheet)}!{value.cell}", formats(**LINK), _safe(value.text))
    else:
        page.write_string(row, column, _safe(value), formats(text_wrap=True))


def _shown(decimals: int | None) -> str:
    """A number format; grouped and pointed as the program of the reader does it."""
    return "General" if decimals is None else f"#,##0.{'0' * decimals}".rstrip(".")


def _safe(text: str) -> str:
    return visible(text)[:LONGEST]
