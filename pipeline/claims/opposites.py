"""Parts that are two sides of one thing: men and women, done and not yet done."""

from functools import cache

from pipeline.claims.context import Context
from pipeline.claims.lists import Parts
from pipeline.language import Language


@cache
def _pair_words(language: Language) -> tuple[tuple[frozenset[str], frozenset[str]], ...]:
    return tuple((frozenset(p["one"]), frozenset(p["other"])) for p in language.data["pairs"]["pair"])


@cache
def _pair_vocabulary(language: Language) -> frozenset[str]:
    return frozenset(word for pair in _pair_words(language) for side in pair for word in side)


def complementary(ctx: Context, parts: Parts) -> bool:
    """Whether two parts bear two words that leave nothing out: men and women."""
    if len(parts) != 2:
        return False
    known = _pair_vocabulary(ctx.language)
    a, b = (_own_words(ctx, p) & known for p in parts)
    return bool(a and b) and any((a & x and b & y) or (a & y and b & x) for x, y in _pair_words(ctx.language))


def one_sided(ctx: Context, i: int) -> bool:
    """Whether a figure bears a word of one side itself: of 18 lightly wounded, 14 are not heavily and 20 lightly so."""
    return bool(set(ctx.layout.before[i][-2:]) & _pair_vocabulary(ctx.language))


def _own_words(ctx: Context, p: int) -> frozenset[str]:
    """The words that may name a part: beside it, and from the start of its sentence if it is the first figure there."""
    lay = ctx.layout
    opens = p == 0 or lay.sentence[p - 1] != lay.sentence[p]
    return lay.words(p) | (lay.lead[p] if opens else frozenset())
