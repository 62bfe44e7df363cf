"""A pandas Series of texts in, tidy tables out.

>>> import pandas as pd
>>> texts = pd.Series({"a.txt": "Ditanam 30 bibit, terdiri dari 18 bibit jati dan 14 bibit mahoni.", "b.txt": None})
>>> tables = audit_series(texts, reader="en")
>>> tables["figures"]["value"].tolist()
[Decimal('30'), Decimal('18'), Decimal('14')]
>>> tables["findings"]["code"].to_dict()
{'a.txt': 'sum-mismatch'}

A function, not an accessor (``texts.press_audit``): that would change pandas for everybody on import, and no type
checker and no editor would know of it.
"""

from collections.abc import Iterator
from typing import TYPE_CHECKING

import pandas as pd

from pipeline import audit
from pipeline.tabulate import ROWS, frame

if TYPE_CHECKING:
    from pipeline.records import Audit


def audit_series(texts: "pd.Series[str]", language: str = "id", reader: str | None = None) -> dict[str, pd.DataFrame]:
    """The tables of a run, by name, for a Series of releases; each row has the index of the text that it comes from.

    The columns are those of ``schemas.tables``, with exact decimals as objects; ``doc_id`` is the place in the Series,
    and what an id names is unique within its text. A missing text (None, NaN) has no rows.
    TypeError where a text is none, ValueError for a language that there is no data for.
    """
    audits = list(_audits(texts, language, reader))
    return {name: _table(name, audits, texts.index) for name in ROWS}


def _audits(texts: "pd.Series[str]", language: str, reader: str | None) -> Iterator[tuple[int, "Audit"]]:
    for place, (label, text) in enumerate(texts.items()):
        if isinstance(text, str):
            yield place, audit(text, str(place), language, reader)
        elif not pd.isna(text):
            raise TypeError(f"the text of {label!r} is no str but {type(text).__name__}")


def _table(name: str, audits: list[tuple[int, "Audit"]], index: pd.Index) -> pd.DataFrame:
    rows = [(place, row) for place, audited in audits for row in ROWS[name](audited)]
    return frame(name, [row for _, row in rows]).set_axis(index.take([place for place, _ in rows]), axis="index")
