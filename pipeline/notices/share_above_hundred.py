"""More than all of them: "104 per cent of the participants"."""

import re
from collections.abc import Iterator
from functools import cache

from pipeline.claims.layout import Layout
from pipeline.language import Language
from pipeline.notices._notice import Notice, alternatives, at, pattern, sentence, words

CODE = "share-above-hundred"
ALL = 100
LEAD = 40  # characters before a figure in which its clause begins


def find(layout: Layout, language: Language) -> Iterator[Notice]:
    """Shares of people above a hundred that are the subject of their clause.

    Elsewhere it may be of something else for them: ballots for 102 per cent of the voters. Growth, targets, coverage
    and comparisons may exceed a hundred too.
    """
    text = layout.document.text
    for i, figure in enumerate(layout.figures):
        shared = figure.kind == "percent" and figure.value > ALL and _of(language).match(text, figure.end)
        subject = shared and _leads(language).search(text, max(0, figure.start - LEAD), figure.start)
        if shared and subject and not pattern(language, CODE, "unless").search(text, *sentence(layout, i)):
            yield at(figure, share=f"{figure.text}{shared['percent']}", whole=shared["whole"])


@cache
def _of(language: Language) -> re.Pattern[str]:
    """A percent sign or word and the people that it is a share of."""
    known = words(language, CODE)
    percent = alternatives(frozenset(language.data["units"]["percent"]))
    of, every, whole = (alternatives(known[name]) for name in ("of", "all", "wholes"))
    return re.compile(rf"(?P<percent>\s*(?:{percent}))\s+(?:(?:{of})\s+)?(?:(?:{every})\s+)*(?P<whole>{whole})\b", re.I)


@cache
def _leads(language: Language) -> re.Pattern[str]:
    """What may stand between the beginning of a clause and its first figure."""
    known = words(language, CODE)
    opening, filler = alternatives(known["opening"]), alternatives(known["filler"])
    return re.compile(rf"(?:^|[.,;:\n\"“”]|\b(?:{opening})\b)\s*(?:\b(?:{filler})\s+)*$", re.IGNORECASE)
