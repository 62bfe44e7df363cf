"""What a terminal shows of a finding: the sentence, marks just below the figures, and their roles."""

import re
from itertools import pairwise
from textwrap import dedent

import pytest
from click import unstyle
from hypothesis import given
from hypothesis import strategies as st
from rich.cells import cell_len

from pipeline.formats._frame import WIDTH, frame
from pipeline.report.marks import Mark
from pipeline.text import line_starts

FRAMES = [
    (
        "Warga senang. Ditanam «30|total» bibit, yakni <18|bagian> jati dan <14|bagian> mahoni. Warga pulang.",
        """
        1 | Ditanam 30 bibit, yakni 18 jati dan 14 mahoni.
          |         ^^ total        -- bagian   -- bagian
        """,
    ),
    (
        "Ada «7|keseluruhan»: <3|bagian>, <4|nilai per satuan>, <1|sisa>.",
        """
        1 | Ada 7: 3, 4, 1.
          |     ^  -  -  - sisa
          |     keseluruhan
          |        bagian
          |           nilai per satuan
        """,
    ),
    (
        "Judul «9|disebut» bibit\n\nIsi.\n\nSemua <8|disebut> bibit.\n",
        """
        1 | Judul 9 bibit
          |       ^ disebut
        5 | Semua 8 bibit.
          |       - disebut
        """,
    ),
    (
        "Bibit:\n-\tjati\t«18|bagian»\n- 漢字 «14|bagian» é «3|bagian»",
        """
        2 | -    jati    18
          |              ^^ bagian
        3 | - 漢字 14 é 3
          |        ^^   ^ bagian
          |        bagian
        """,
    ),
    (
        "Ada \u202e«30|total»\x1b[31m bibit",
        """
        1 | Ada [U+202E]30[U+001B][31m bibit
          |             ^^ total
        """,
    ),
    (
        f"Awal {'kata ' * 60}<3|bagian> {'kata ' * 18}<4|bagian> {'kata ' * 60}«8|total» bibit",
        f"""
          | …
        1 | {"kata " * 14}3 {"kata " * 3}
          | {" " * 70}- bagian
          | {"kata " * 15}4 {"kata " * 2}
          | {" " * 75}- bagian
          | …
          | {"kata " * 7}8 bibit
          | {" " * 35}^ total
        """,
    ),
]


def read(marked: str) -> tuple[str, list[Mark]]:
    """A text with «figure|role» for the place itself and <figure|role> for the others."""
    text, marks = "", []
    for plain, sign, figure, role in re.findall(r"([^«<]*)(?:([«<])(.*?)\|(.*?)[»>])?", marked, re.DOTALL):
        text += plain
        if sign:
            marks.append(Mark(len(text), len(text) + len(figure), "", "", title=role, focus=sign == "«"))
            text += figure
    return text, marks


def drawn(text: str, marks: list[Mark]) -> list[str]:
    return [unstyle(line).rstrip() for line in frame(text, line_starts(text), marks, "red")]


@pytest.mark.parametrize(("marked", "expected"), FRAMES)
def test_what_is_shown(marked: str, expected: str) -> None:
    lines = [line.rstrip() for line in dedent(expected).strip("\n").splitlines()]
    assert [line[2:] for line in drawn(*read(marked))] == lines


WORDS = st.text(st.sampled_from("ab  \t.,漢é\u0301\u202e🌱\n"), max_size=250)


@given(WORDS, WORDS, st.sampled_from(["7", "1.711", "53,86 miliar"]))
def test_a_mark_stands_under_its_figure_whatever_is_round_it(before: str, after: str, figure: str) -> None:
    text = f"{before} {figure} {after}"
    shown = drawn(text, [Mark(len(before) + 1, len(before) + 1 + len(figure), "", "", focus=True)])
    assert all(cell_len(line) <= WIDTH + len("  100 | ") for line in shown)
    marked = ""
    for row, below in pairwise(shown):
        if "^" in below:
            start, width = cell_len(below[: below.index("^")]), below.count("^")
            marked += columns(row, start, start + width)
    assert marked.replace(" ", "") == figure.replace(" ", "")


def columns(line: str, start: int, end: int) -> str:
    """What stands between two columns of a terminal."""
    at = [cell_len(line[:n]) for n in range(len(line))]
    return "".join(character for character, column in zip(line, at, strict=True) if start <= column < end)
