"""What a language knows of figures, made ready for reading once."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any

from pipeline.extract.tokens import scanner
from pipeline.language import Language
from pipeline.units import forms


@dataclass(frozen=True, slots=True)
class Lookalike:
    """A sort of number that is no figure of fact."""

    entry: str
    chain: bool
    years: bool
    words: bool
    both: bool
    yields: bool
    small: int


@dataclass(frozen=True, slots=True)
class Zero:
    """Words that say none, and the words that must stand near them ("" as the only one of ``after``: always)."""

    words: tuple[str, ...]
    after: frozenset[str]
    before: tuple[tuple[str, ...], ...]


@dataclass(frozen=True, slots=True)
class Grammar:
    """The language data of ``numbers``, ``units`` and ``lookalikes`` as look-up tables, keyed as written.

    ``openers`` are all words that a number, or a stretch without any, may begin with; ``firsts`` and ``lasts`` all that
    the first and last of several tokens of a phrase may be ("kWh" is two: a capital begins a word). ``hollow`` words
    label no figure, ``spans`` may stand before the far end of a range.
    """

    scanner: re.Pattern[str]
    blank: frozenset[str]
    numerals: Mapping[str, tuple[str, int]]
    scales: Mapping[str, int]
    about: frozenset[str]
    about_ending: frozenset[str]
    money_scales: Mapping[str, int]
    ones: Mapping[str, str]
    one_after: frozenset[str]
    commas: frozenset[str]
    ranges: frozenset[str]
    spans: frozenset[str]
    siblings: frozenset[str]
    other_way: frozenset[str]
    zeros: Mapping[str, tuple[Zero, ...]]
    bounds_before: Mapping[str, str]
    bounds_after: Mapping[str, str]
    unless_after: frozenset[str]
    money_before: Mapping[str, str]
    units: Mapping[str, tuple[str, str]]
    points: frozenset[str]
    not_units: frozenset[str]
    hollow: frozenset[str]
    noun_endings: tuple[str, ...]
    verb_beginnings: tuple[str, ...]
    places: frozenset[str]
    before: Mapping[str, tuple[Lookalike, ...]]
    after: Mapping[str, tuple[Lookalike, ...]]
    count_after: frozenset[str]
    calendar: frozenset[str]
    together: frozenset[str]
    not_together: frozenset[str]
    teasers: frozenset[str]
    openers: frozenset[str]
    firsts: frozenset[str]
    lasts: frozenset[str]
    months: frozenset[str]


@cache
def grammar(language: Language) -> Grammar:
    """The look-up tables of this language."""
    numbers, units, looks = (language.data[name] for name in ("numbers", "units", "lookalikes"))
    reading, bounds = numbers["reading"], numbers["bound"]
    numerals, zeros, teasers = _numerals(numbers), _zeros(numbers["zero"]), looks["teasers"]["forms"]
    money = sorted(units["money_before"], key=str.isalpha)
    signs = [form for form in money if not form.isalpha()]
    before, after = _lookalikes(looks["entry"], "before"), _lookalikes(looks["entry"], "after")
    units_behind = forms(units, "money_after")
    phrases = {*before, *after, *units_behind, *_bounds(bounds, "before"), *teasers}
    return Grammar(
        scanner=scanner([shape["pattern"] for shape in looks["shape"]], signs, money[len(signs) :]),
        blank=frozenset(reading["blank"]),
        numerals=numerals,
        scales=_integers(numbers["scales"]),
        about=frozenset(reading["about"]),
        about_ending=frozenset(reading["about_ending"]),
        money_scales=_integers(numbers["money_scales"]),
        ones=reading["one"],
        one_after=frozenset(reading["one_after"]),
        commas=frozenset(reading["commas"]),
        ranges=frozenset(reading["range"]),
        spans=frozenset([*reading["range"], *reading["range_or_pair"], *"-–—"]),
        siblings=frozenset(reading["siblings"]),
        other_way=frozenset(reading["other_way"]),
        zeros=zeros,
        bounds_before=_bounds(bounds, "before"),
        bounds_after=_bounds(bounds, "after"),
        unless_after=frozenset(word for entry in bounds for word in entry.get("unless", ())),
        money_before=units["money_before"],
        units=units_behind,
        points=frozenset(units["points"].values()),
        not_units=frozenset(units["not_units"]["forms"]),
        hollow=frozenset([*units["not_units"]["forms"], *looks["years"]["count_after"]]),
        noun_endings=tuple(units["nouns"]["endings"]),
        verb_beginnings=tuple(units["nouns"]["verb_beginnings"]),
        places=frozenset(units["nouns"]["places"]),
        before=before,
        after=after,
        count_after=frozenset(looks["years"]["count_after"]),
        calendar=frozenset(looks["years"]["calendar"]),
        together=frozenset(looks["together"]["before"]),
        not_together=frozenset(looks["together"]["unless"]),
        teasers=frozenset(teasers),
        openers=frozenset([*numerals, *zeros, *reading["one"], *(form.split()[0] for form in teasers)]),
        firsts=frozenset(form[:n] for form in phrases for n in range(1, len(form))),
        lasts=frozenset(form[n:] for form in phrases for n in range(1, len(form))),
        months=frozenset(looks["months"]["forms"]),
    )


def _integers(table: Mapping[str, str]) -> dict[str, int]:
    return {word: int(value) for word, value in table.items()}


def _numerals(numbers: Mapping[str, Any]) -> dict[str, tuple[str, int]]:
    words = {word: ("end" if n in (10, 11, 12) else "add", n) for word, n in _integers(numbers["words"]).items()}
    teens = {word: ("teen", n) for word, n in _integers(numbers["teens"]).items()}
    times = {word: ("times", n) for name in ("multipliers", "scales") for word, n in _integers(numbers[name]).items()}
    return words | teens | times


def _zeros(entries: Iterable[Mapping[str, Any]]) -> dict[str, tuple[Zero, ...]]:
    table: dict[str, tuple[Zero, ...]] = {}
    for entry in sorted(entries, key=lambda e: -len(e["form"].split())):
        words = tuple(entry["form"].split())
        before = tuple(tuple(form.split()) for form in entry.get("before", ()))
        table[words[0]] = (*table.get(words[0], ()), Zero(words, frozenset(entry.get("after", ())), before))
    return table


def _bounds(entries: Iterable[Mapping[str, Any]], side: str) -> dict[str, str]:
    return {form: entry["bound"] for entry in entries if entry["side"] == side for form in entry["forms"]}


def _lookalikes(entries: Iterable[Mapping[str, Any]], side: str) -> dict[str, tuple[Lookalike, ...]]:
    table: dict[str, tuple[Lookalike, ...]] = {}
    for e in entries:
        flags = {flag: e.get(flag, False) for flag in ("chain", "years", "words", "both", "yields")}
        look = Lookalike(e["id"], small=int(e.get("small", "0")), **flags)
        for form in e.get(side, ()):
            table[form] = (*table.get(form, ()), look)
    return table
