"""What a list that adds up looks like where it stands, beside what words say of it: sums by chance look otherwise."""

from collections.abc import Iterator

from pipeline.claims.breakdown import SMALL, amid, in_item, kindred, of_another
from pipeline.claims.context import Context
from pipeline.claims.ends import is_difference
from pipeline.claims.layout import COLON
from pipeline.claims.lists import Parts, columns, head, natural, strided

# Decades, fitted by logistic regression on 1,800 lists that add up, 540 of them sums, in 350 annotated texts;
# the last of them by what is said in the end.
LOOKS = {
    "ended by layout": 2.5, "from end to end": 1.3, "small": -2.4, "moves": -5.0, "percent": -4.1, "amid": -5.0,
    "among": -2.5, "total said again": 1.0,
}  # fmt: skip
USUAL = 1.0  # decades of these that tell nothing


def looks(ctx: Context, t: int, parts: Parts) -> float:
    """Decades for a sum from how its list begins and ends, its size and its total; percentages seldom are parts."""
    own = of_this_total(ctx, t, parts)
    seen = {
        "ended by layout": own and _ended(ctx, parts),
        "total said again": ctx.value.count(ctx.value[t]) > 1,
        "small": ctx.value[t] <= SMALL,
        "from end to end": own and _from_end_to_end(ctx, t, parts),
        "moves": any(is_difference(ctx, p) for p in parts),
        "percent": ctx.unit[t] == "%",
        "amid": amid(ctx, t, parts[0]),
        "among": t < parts[0] and bool(ctx.layout.near[parts[0]] & ctx.cue.among),
    }
    return sum(LOOKS[look] for look, is_seen in seen.items() if is_seen) - USUAL


def _ended(ctx: Context, parts: Parts) -> bool:
    """Whether the layout ends the list so, or is it a column of one."""
    wholes = list(_lists_from(ctx, parts[0]))
    column = len(parts) > 2 and any(parts in strided(whole) for whole in wholes)
    return column or any(parts in columns(ctx, whole) for whole in wholes)


def _lists_from(ctx: Context, first: int) -> Iterator[Parts]:
    """The lists that begin with a figure or right before it."""
    return (whole for start in (first, first - 1) if start >= 0 for whole in natural(ctx, start))


def of_this_total(ctx: Context, t: int, parts: Parts) -> bool:
    """Whether the list may be of this total: next to it or of its sort, announced behind no other, no row beside it."""
    first = parts[0]
    row = in_item(ctx, t) and ctx.layout.group[t] == ctx.layout.group[first] and not ctx.layout.near[t] & ctx.cue.total
    if _heads(ctx, parts):
        return False
    beside = t == head(ctx, first) or all(kindred(ctx, t, p, first) for p in parts)
    return beside and not row and not of_another(ctx, t, first)


def _heads(ctx: Context, parts: Parts) -> bool:
    """Whether the first figure is the head of a list of the others: "58 orang: utara 38, timur 12, barat 8"."""
    opens = [bool(ctx.layout.since[p] & ({COLON} | ctx.cue.consists)) for p in parts[:3]]
    return opens == [False, True, False]


def _from_end_to_end(ctx: Context, t: int, parts: Parts) -> bool:
    """Whether the list is all that its sentences tell, but for the total right before it."""
    first, beyond, sentence = parts[0], parts[-1] + 1, ctx.layout.sentence
    begins = first in (0, t + 1) or sentence[first - 1] != sentence[first]
    return begins and (beyond == len(sentence) or sentence[beyond] != sentence[parts[-1]])
