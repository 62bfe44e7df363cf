"""The models of the tables: the single description of every column, for people and for code.

Offsets count characters of the canonical text, the end exclusive; lines and columns count from 1.
Numbers are exact decimals. A text that is absent is empty, a number that is absent is None.
"""

from decimal import Decimal
from typing import Any, ClassVar

import pandas as pd
import pandera.pandas as pa
from pandera.typing import Series

NAME = r"^[a-z0-9]+(?:-[a-z0-9]+)*$"
KINDS = ["sum", "subset", "percent", "change", "average", "restatement", "target", "product"]


def words(description: str, **constraints: Any) -> Any:
    """A column of words that every row has."""
    return pa.Field(description=description, str_length={"min_value": 1}, **constraints)


def maybe(description: str, **constraints: Any) -> Any:
    """A column of words that may be empty."""
    return pa.Field(description=description, **constraints)


def count(description: str, least: int = 0) -> Any:
    """A column of whole numbers from ``least`` on."""
    return pa.Field(description=description, ge=least)


def is_decimal(value: object) -> bool:
    """Whether a value is exact: a float would pass every comparison and lose digits silently."""
    return type(value) is Decimal


def follow(frame: Any, key: str, number: str) -> Any:
    """Whether the numbers of each key are 1, 2, 3 and so on, in whichever order of rows."""
    before = frame.sort_values(number).groupby(key)[number].shift(fill_value=0)
    return frame[number] == before.reindex(frame.index) + 1


class Documents(pa.DataFrameModel):
    """One row a release."""

    doc_id: Series[str] = words("path below the given folder, without the suffix")
    source: Series[str] = maybe("the file as it was named on the command line; empty for a text given by a program")
    format: Series[str] = words("what the release was read from: txt, md, html, docx, pdf")
    title: Series[str] = maybe("the headline; empty where the release has none")
    language: Series[str] = words("code of the language that it was read in", str_matches="^[a-z]{2,3}$")
    published: Series[str] = maybe("date of the release, ISO 8601; empty where it names none")
    sha256: Series[str] = words("digest of the bytes that were read", str_matches="^[0-9a-f]{64}$")
    office: Series[str] = maybe("whose release it is, where its configuration says so")
    period: Series[str] = maybe("the time that it is of, where its configuration says so")
    characters: Series[int] = count("length of the canonical text")
    figures: Series[int] = count("figures of fact in it")
    covered: Series[int] = count("figures that could be checked against others: right or in doubt")
    claims: Series[int] = count("claims that were read in it")
    inconsistent: Series[int] = count("claims that do not hold")

    class Config:
        name = "documents"
        strict = True
        unique = ["doc_id"]
        metadata: ClassVar[dict[str, dict[str, str]]] = {"foreign_keys": {}}

    @pa.dataframe_check(description="covered is at most figures, and inconsistent at most claims")
    @classmethod
    def no_more_than_all(cls, frame: Any) -> Any:
        return (frame["covered"] <= frame["figures"]) & (frame["inconsistent"] <= frame["claims"])


class Figures(pa.DataFrameModel):
    """One row a figure of fact, as often as it is mentioned."""

    figure_id: Series[str] = words("names the figure in all tables")
    doc_id: Series[str] = words("the release")
    start: Series[int] = count("offset of its first character")
    end: Series[int] = count("offset behind its last character", 1)
    line: Series[int] = count("line of its first character", 1)
    column: Series[int] = count("column of its first character", 1)
    text: Series[str] = words("the figure as written")
    value: Series[object] = maybe("what it says, the scale word multiplied out")
    decimals: Series[int] = count("decimals as written, before the scale word")
    scale: Series[int] = count("what the scale word multiplies by; 1 without one", 1)
    unit: Series[str] = maybe("the counted noun or the symbol as written; empty for a bare index")
    kind: Series[str] = words("what sort of figure", isin=["count", "money", "percent", "measure", "index"])
    bound: Series[str] = words("how firmly it is said", isin=["exact", "approximate", "at_least", "at_most"])
    label: Series[str] = maybe("the words that tell it from its neighbours")
    measure: Series[str] = maybe("what is counted or measured")
    period: Series[str] = maybe("the year or month it is of")
    section: Series[str] = maybe("the heading it stands under")
    place: Series[str] = maybe("where it stands in the source, in words; empty where line and column say it")
    page: Series[int] = count("page of the source; 0 where it has none")
    box: Series[str] = maybe("left, bottom, right and top on the page, in points from below left; empty without pages")

    class Config:
        name = "figures"
        strict = True
        unique = ["figure_id"]
        metadata = {"foreign_keys": {"doc_id": "documents"}}

    @pa.check("value")
    @classmethod
    def exact(cls, values: Series[object]) -> Any:
        return values.map(is_decimal)

    @pa.dataframe_check(description="text is as long as from start to end")
    @classmethod
    def text_fills_its_span(cls, frame: Any) -> Any:
        return frame["text"].str.len() == frame["end"] - frame["start"]


class Cells(pa.DataFrameModel):
    """One row a figure in a hidden table: a list or sentences that report the same columns for several rows."""

    figure_id: Series[str] = words("the figure in the cell")
    table_id: Series[str] = words("names the hidden table")
    doc_id: Series[str] = words("the release")
    row: Series[str] = maybe("the label of the row, in the words of the release")
    column: Series[str] = maybe("the label of the column, in the words of the release")
    role: Series[str] = words("what the figure is in its table", isin=["total", "part", "share", "change"])

    class Config:
        name = "cells"
        strict = True
        unique = ["figure_id", "table_id"]
        metadata = {"foreign_keys": {"figure_id": "figures", "doc_id": "documents"}}


class Claims(pa.DataFrameModel):
    """One row for figures that must agree, with the verdict."""

    claim_id: Series[str] = words("names the claim in all tables")
    doc_id: Series[str] = words("the release")
    kind: Series[str] = words("what the figures have to do with each other", isin=KINDS)
    rule: Series[str] = words("the pattern by which it was read")
    status: Series[str] = words("the verdict", isin=["consistent", "inconsistent", "undecided"])
    confidence: Series[object] = maybe("how sure the reading is, 0 to 1", in_range={"min_value": 0, "max_value": 1})
    stated: Series[object] = maybe("what the text says", nullable=True)
    expected: Series[object] = maybe("what follows from the other figures", nullable=True)
    difference: Series[object] = maybe("stated less expected", nullable=True)
    explanation: Series[str] = maybe("the verdict in the language of the release")

    class Config:
        name = "claims"
        strict = True
        unique = ["claim_id"]
        metadata = {"foreign_keys": {"doc_id": "documents"}}

    @pa.check("confidence", "stated", "expected", "difference")
    @classmethod
    def exact(cls, values: Series[object]) -> Any:
        return values.map(is_decimal)

    @pa.dataframe_check(description="difference is stated less expected")
    @classmethod
    def difference_is_what_it_says(cls, frame: Any) -> Any:
        return pd.Series(
            [
                None in (stated, expected, difference) or stated - expected == difference
                for stated, expected, difference in zip(
                    frame["stated"], frame["expected"], frame["difference"], strict=True
                )
            ],
            index=frame.index,
            dtype=bool,
        )


class ClaimMembers(pa.DataFrameModel):
    """One row a figure in its role in a claim, as often as it counts there."""

    claim_id: Series[str] = words("the claim")
    position: Series[int] = count("place among the members", 1)
    figure_id: Series[str] = words("the figure")
    role: Series[str] = words("what the figure is in the claim", str_matches="^[a-z]+$")

    class Config:
        name = "claim_members"
        strict = True
        unique = ["claim_id", "position"]
        metadata = {"foreign_keys": {"claim_id": "claims", "figure_id": "figures"}}

    @pa.dataframe_check(description="the positions of a claim are 1, 2, 3 and so on")
    @classmethod
    def no_gap(cls, frame: Any) -> Any:
        return follow(frame, "claim_id", "position")


class Findings(pa.DataFrameModel):
    """One row for each thing that a reader is asked to look at."""

    finding_id: Series[str] = words("names the finding; survives edits elsewhere in the text")
    doc_id: Series[str] = words("the release")
    code: Series[str] = words("what is flagged; press-audit explain tells more", str_matches=NAME)
    severity: Series[str] = words("how much it matters", isin=["error", "warning", "note"])
    claim_id: Series[str] = maybe("the claim that it is about; empty where it is about none")
    start: Series[int] = count("offset of the first character in question")
    end: Series[int] = count("offset behind the last one", 1)
    message: Series[str] = words("the finding in the language of the release")
    accepted: Series[bool] = maybe("whether somebody has looked at it and found it right")
    reason: Series[str] = maybe("why it was accepted")

    class Config:
        name = "findings"
        strict = True
        unique = ["finding_id"]
        metadata = {"foreign_keys": {"doc_id": "documents", "claim_id": "claims"}}

    @pa.dataframe_check(description="end is behind start")
    @classmethod
    def end_after_start(cls, frame: Any) -> Any:
        return frame["end"] > frame["start"]


class Repairs(pa.DataFrameModel):
    """One row for each correction of one figure that would make its claim hold."""

    finding_id: Series[str] = words("the finding")
    rank: Series[int] = count("1 is the most plausible", 1)
    figure_id: Series[str] = words("the figure to correct")
    written: Series[object] = maybe("its value as the release has it")
    proposed: Series[object] = maybe("its value after the correction")
    operation: Series[str] = words("the slip that it mends", str_matches="^[a-z]+(?:[-_][a-z]+)*$")
    fixes: Series[int] = count("claims that it makes hold")
    breaks: Series[int] = count("claims that it breaks")

    class Config:
        name = "repairs"
        strict = True
        unique = ["finding_id", "rank"]
        metadata = {"foreign_keys": {"finding_id": "findings", "figure_id": "figures"}}

    @pa.dataframe_check(description="the ranks of a finding are 1, 2, 3 and so on")
    @classmethod
    def no_gap(cls, frame: Any) -> Any:
        return follow(frame, "finding_id", "rank")

    @pa.check("written", "proposed")
    @classmethod
    def exact(cls, values: Series[object]) -> Any:
        return values.map(is_decimal)


MODELS: dict[str, type[pa.DataFrameModel]] = {
    "documents": Documents,
    "figures": Figures,
    "cells": Cells,
    "claims": Claims,
    "claim_members": ClaimMembers,
    "findings": Findings,
    "repairs": Repairs,
}
