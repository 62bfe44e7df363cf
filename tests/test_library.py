"""The library: what its docstrings and the README show is so, and a Series of texts becomes tidy tables."""

import doctest
from decimal import Decimal
from importlib import import_module
from importlib.resources import files
from pathlib import Path
from typing import Any

import pandas as pd
import pytest

from pipeline import audit
from pipeline.frames import audit_series
from schemas.descriptor import column_types
from schemas.tables import MODELS

ROOT = Path(__file__).parents[1]
FAULTY = "Ditanam 30 bibit, terdiri dari 18 bibit jati dan 14 bibit mahoni."
CLEAN = "Disita 12,50 gram sabu dan 30 butir pil."


def with_examples() -> list[str]:
    return [
        ".".join(path.relative_to(ROOT).with_suffix("").parts).removesuffix(".__init__")
        for path in sorted((ROOT / "pipeline").rglob("*.py"))
        if ">>> " in path.read_text("utf-8")
    ]


@pytest.mark.parametrize("module", with_examples())
def test_the_examples_of_a_module_are_so(module: str) -> None:
    result = doctest.testmod(import_module(module))
    assert result.attempted and not result.failed


def test_the_examples_of_the_readme_are_so() -> None:
    result = doctest.testfile(str(ROOT / "README.md"), module_relative=False, encoding="utf-8")
    assert result.attempted and not result.failed


def test_types_are_published() -> None:
    assert all((files(package) / "py.typed").is_file() for package in ("pipeline", "schemas"))


INDEXES = [
    pd.Index(["a", "b", "c"]),
    pd.Index([7, 7, 7]),
    pd.DatetimeIndex(["2023-01-01", "2024-01-01", "2025-01-01"]),
    pd.MultiIndex.from_tuples([("bnn", 1), ("bnn", 2), ("polri", 1)], names=["office", "number"]),
]


@pytest.mark.parametrize("index", INDEXES, ids=lambda index: type(index).__name__)
def test_each_row_has_the_index_of_its_text(index: pd.Index) -> None:
    texts = pd.Series([FAULTY, CLEAN, FAULTY], index=index)
    tables = audit_series(texts)
    assert list(tables) == list(MODELS)
    for name, table in tables.items():
        assert list(table) == list(column_types(name))
        assert table.index.names == index.names
    assert tables["figures"].index.equals(index.take([0, 0, 0, 1, 1, 2, 2, 2]))
    assert tables["claims"].index.equals(index.take([0, 2]))
    assert tables["findings"].index.equals(index.take([0, 2]))
    assert tables["figures"]["text"].tolist() == [f.text for text in texts for f in audit(text).figures]


def test_decimals_are_exact_objects() -> None:
    values = audit_series(pd.Series([CLEAN]))["figures"]["value"]
    assert values.dtype == object
    assert [(type(value), str(value)) for value in values] == [(Decimal, "12.50"), (Decimal, "30")]


@pytest.mark.parametrize("missing", [None, float("nan"), pd.NA])
def test_a_missing_text_has_no_rows(missing: Any) -> None:
    tables = audit_series(pd.Series([FAULTY, missing, ""], index=["a", "b", "c"], dtype=object))
    assert tables["documents"].index.tolist() == ["a", "c"]
    assert set(tables["figures"].index) == {"a"}


def test_no_texts_are_empty_tables_with_all_columns() -> None:
    tables = audit_series(pd.Series([], dtype="str"))
    assert {name: (len(table), list(table)) for name, table in tables.items()} == {
        name: (0, list(column_types(name))) for name in MODELS
    }


FAULTS = [
    (pd.Series([FAULTY, 7], index=["a", "b"], dtype=object), "id", TypeError, "the text of 'b' is no str but int"),
    (pd.Series([FAULTY]), "xx", ValueError, "xx"),
]


@pytest.mark.parametrize(("texts", "language", "error", "words"), FAULTS)
def test_what_is_no_text_is_named(texts: "pd.Series[Any]", language: str, error: type[Exception], words: str) -> None:
    with pytest.raises(error, match=words):
        audit_series(texts, language)


def test_the_findings_are_told_to_the_reader() -> None:
    texts = pd.Series([FAULTY])
    english, indonesian = (audit_series(texts, reader=reader)["findings"]["message"][0] for reader in ("en", "id"))
    assert english.startswith("Please check") and english != indonesian
