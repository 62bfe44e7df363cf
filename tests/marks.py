"""Texts in which «…» marks the figures of a claim."""

import re

from pipeline.records import Claim

Spans = frozenset[tuple[int, int]]


def unmarked(text: str) -> tuple[str, Spans]:
    """The text without its marks, and the spans that they enclosed."""
    plain, spans = "", set()
    for n, piece in enumerate(re.split("[«»]", text)):
        if n % 2:
            spans.add((len(plain), len(plain) + len(piece)))
        plain += piece
    return plain, frozenset(spans)


def bound(claim: Claim) -> Spans:
    """The spans of the figures that a claim binds."""
    return frozenset((f.start, f.end) for f in claim.figures())
