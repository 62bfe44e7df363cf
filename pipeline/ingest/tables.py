"""Finds the tables in plain text: rows of Markdown, and lines that tabs part into the same columns."""

import re
from collections.abc import Iterator, Mapping, Sequence
from itertools import groupby, pairwise

from pipeline.records import CellPosition

Row = tuple[tuple[int, int, CellPosition], ...]  # start, end and position of each cell that is not empty
Raw = tuple[int, str]  # a line with the offset at which it begins

BAR = re.compile(r"(?<!\\)\|")  # a bar behind a backslash is one of the text
TAB = re.compile(r"\t")
RULE = re.compile(r":?-+:?")  # a cell of the line below the head of a Markdown table
MARK = re.compile(r"[-–—•*]|\(?\w{1,2}[.)]")  # the mark of an item, with a tab behind it
FIGURE = re.compile(r"[^\w\s]*(?:[^\W\d]{1,3}\W*)?\d[\d.,]*\W*")  # with a sign, a currency, a per cent
LEAST = 3  # rows of a table without bars


def rows(text: str) -> Mapping[int, Row]:
    """The rows of all tables, by the offset of their lines; the lines of rules are rows without cells."""
    found: dict[int, Row] = {}
    number = 0
    for kind, lines in groupby(_raw(text), key=lambda line: _kind(line[1])):
        table = list(lines)
        if kind == "|" or (kind and _is_table([line.split("\t") for _, line in table])):
            number += 1
            found |= dict(_rows(table, BAR if kind == "|" else TAB, number))
    return found


def _raw(text: str) -> Iterator[Raw]:
    offset = 0
    for line in text.split("\n"):
        yield offset, line
        offset += len(line) + 1


def _kind(line: str) -> str:
    """What makes lines one table: bars, or their number of tabs."""
    return "|" if line.lstrip().startswith("|") else "\t" * line.count("\t") if line.strip() else ""


def _is_table(table: Sequence[Sequence[str]]) -> bool:
    """Whether lines with as many tabs are a table: three and more, figures behind names, and not marks before items."""
    marks = len(table[0]) == 2 and all(MARK.fullmatch(row[0].strip()) for row in table)
    figures = sum(any(FIGURE.fullmatch(cell.strip()) for cell in row[1:]) for row in table)
    return len(table) >= LEAST and not marks and figures * 2 >= len(table)


def _rows(table: Sequence[Raw], mark: re.Pattern[str], number: int) -> Iterator[tuple[int, Row]]:
    row = 1
    for offset, line in table:
        cells = [(start, end, c) for c, (start, end) in enumerate(_cells(line, mark), start=1) if start < end]
        rule = bool(cells) and all(RULE.fullmatch(line[start:end]) for start, end, _ in cells)
        yield offset, () if rule else tuple((offset + s, offset + e, CellPosition(number, row, c)) for s, e, c in cells)
        row += not rule


def _cells(line: str, mark: re.Pattern[str]) -> Iterator[tuple[int, int]]:
    """The trimmed spans between the marks, empty ones too."""
    for (_, start), (end, _) in pairwise(_edges(line, mark)):
        inside = line[start:end]
        first = start + len(inside) - len(inside.lstrip())
        yield first, max(first, start + len(inside.rstrip()))


def _edges(line: str, mark: re.Pattern[str]) -> list[tuple[int, int]]:
    """The spans of the marks; both ends of a line are edges, too, where no bar stands there already."""
    found = [match.span() for match in mark.finditer(line)]
    if mark is TAB:
        return [(0, 0), *found, (len(line), len(line))]
    last = len(line.rstrip())
    return found if found[-1][1] == last else [*found, (last, last)]
