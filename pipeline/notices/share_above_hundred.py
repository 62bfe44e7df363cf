"""More than all of them: "104 per cent of the participants"."""

import re
from collections.abc import Iterator
from functools import cache

from pipeline.claims.layout import Layout
from pipeline.language import Language
from pipeline.notices._notice import Notice, alternatives, at, pattern, sentence, words

CODE = "share-above-hundred"
ALL = 100


def find(layout: Layout, language: Language) -> Iterator[Notice]:
    """Shares of people above a hundred; growth, targets, coverage and comparisons may exceed it, and are left alone."""
    text = layout.document.text
    for i, figure in enumerate(layout.figures):
        shared = figure.kind == "percent" and figure.value > ALL and _of(language).match(text, figure.end)
        if shared and not pattern(language, CODE, "unless").search(text, *sentence(layout, i)):
            yield at(figure, share=f"{figure.text}{shared['percent']}", whole=shared["whole"])


@cache
def _of(language: Language) -> re.Pattern[str]:
    """A percent sign or word and the people that it is a share of."""
    known = words(language, CODE)
    percent = alternatives(frozenset(language.data["units"]["percent"]))
    of, every, whole = (alternatives(known[name]) for name in ("of", "all", "wholes"))
    return re.compile(rf"(?P<percent>\s*(?:{percent}))\s+(?:(?:{of})\s+)?(?:(?:{every})\s+)*(?P<whole>{whole})\b", re.I)
