"""Lists that do not add up: which of them may be held against a total, and what explains that they do not."""

from decimal import Decimal
from math import log10

from pipeline.claims.arithmetic import THOUSAND, grain, meets
from pipeline.claims.breakdown import (
    among_all,
    distance,
    explicit,
    kindred,
    more_named,
    named,
    opposed,
    outnamed,
    summed_up,
    taken_from,
    taken_up,
    too_small,
)
from pipeline.claims.context import Context
from pipeline.claims.ends import is_difference
from pipeline.claims.lists import Parts, bracketed, closes, head, natural, rest
from pipeline.claims.opposites import complementary
from pipeline.claims.slips import Needs, slipped
from pipeline.claims.slips import odds as slip_odds
from pipeline.claims.sorts import of_one_sort
from pipeline.claims.totals import agrees, tells
from pipeline.claims.whole import may_be_all

NEARLY = Decimal("0.9")  # of its total: an announced list that makes so much lacks no part
MOSTLY, LONG = Decimal("0.6"), 5  # of its total, and parts: so much of it makes a long list that an "and" ends
SHORT = 3  # parts of such a list in the sentence of its total: "2.393 izin, terdiri atas 469 ..., 1.016 ... dan 48"
BEHIND = 4  # figures behind a list among which is what it lacks
TELLING = 1.7  # decades of a slip in figures so large that they say as much as words that announce a list
TOLD = 3  # digits of a total of which a slip can be told where its parts are finer
SPLIT = 2.0  # decades of a slip from which two parts that make far less are not some of the whole


def may_be_said(ctx: Context, t: int, parts: Parts) -> bool:
    """Whether a list may stand for a sum as it is: it adds up and is not too small, or words say that it must."""
    if agrees(ctx, t, parts):
        return tells(ctx, t, parts) and not too_small(ctx, t, parts)
    if not of_that_size(ctx, t, parts) or not may_be_all(ctx, t, parts) or not of_one_sort(ctx, t, parts):
        return False
    if (is_difference(ctx, t) and not announced(ctx, t, parts)) or _made_beside(ctx, t, parts):
        return False
    if _of_another_paragraph(ctx, t, parts) and not slips(ctx, t, parts):
        return False
    if not explicit(ctx, t, parts) and slip(ctx, t, parts) < TELLING:
        return False
    return not _may_lack_some(ctx, t, parts)


def may_be_mistyped(ctx: Context, t: int, parts: Parts) -> bool:
    """Whether a list could be all of a total, and is not for a slip in one figure."""
    if agrees(ctx, t, parts) or not may_be_all(ctx, t, parts) or _told_behind(ctx, t, parts):
        return False
    some = ctx.layout.near[t] & ctx.cue.source and 2 * ctx.made(parts)[0] < ctx.value[t]
    if some and slip(ctx, t, parts) < SPLIT:
        return False
    return any(slipped(ctx, i, meant) for i, meant in _needs(ctx, t, parts))


def _made_beside(ctx: Context, t: int, parts: Parts) -> bool:
    """Whether the list makes another figure of that sentence: "19 orang, berkurang dari 23. Mereka dari ..."."""
    lay = ctx.layout
    near = (k for k in range(max(0, t - BEHIND), t + BEHIND) if k < parts[0] and lay.sentence[k] == lay.sentence[t])
    others = (k for k in near if k != t and ctx.alike(k, t) and not more_named(ctx, t, k, parts[0]))
    return any(tells(ctx, k, parts) and agrees(ctx, k, parts) for k in others)


def _of_another_paragraph(ctx: Context, t: int, parts: Parts) -> bool:
    """Whether a list stands in another paragraph than the figure before it, and does not name it."""
    lay, first = ctx.layout, parts[0]
    taken = lay.since[first] & ctx.cue.that and announced(ctx, t, parts)  # "Penerima remisi itu meliputi ..."
    return t < first and lay.group[t] != lay.group[first] and not taken and not named(ctx, t, first)


def slip(ctx: Context, t: int, parts: Parts) -> float:
    """Decades for a slip that explains why the list does not add up."""
    if _misscaled(ctx, t, parts):
        return ctx.digits(t) - log10(len(parts) + 1)
    step = max(grain(ctx, (t, *parts)), ctx.ulp(t))
    told = max(int(ctx.value[i] / step) for i in (t, *parts))
    return slip_odds(ctx, _needs(ctx, t, parts), len(str(told)))


def _may_lack_some(ctx: Context, t: int, parts: Parts) -> bool:
    """Whether the list makes less than its total, and by no slip: some of it may be left out."""
    made, total = ctx.made(parts)[0], ctx.value[t]
    if made >= total:
        return False
    if _told_behind(ctx, t, parts) or _goes_on_in_next_sentence(ctx, parts[-1]):
        return True
    if among_all(ctx, t, parts) and made < NEARLY * total:
        return True
    far = 2 * made < total and taken_up(ctx, t, parts[0])
    if far and slip(ctx, t, parts) < SPLIT:
        return True  # "dari 1.245 pelajar itu, 302 laki-laki dan 143 perempuan terpilih"
    return not _as_good_as_all(ctx, t, parts) and not slips(ctx, t, parts)


def _as_good_as_all(ctx: Context, t: int, parts: Parts) -> bool:
    """Whether a list that is announced lacks little, or is long and ended by an "and"."""
    lay, first, last = ctx.layout, parts[0], parts[-1]
    told_off = t == first - 1 and lay.since[first] & ctx.cue.consists and lay.sentence[t] == lay.sentence[last]
    ended = len(parts) >= (SHORT if told_off else LONG) and closes(ctx, last)
    told = announced(ctx, t, parts) or opposed(ctx, t, parts)
    told = told or (complementary(ctx, parts) and summed_up(ctx, t, parts))
    return told and ctx.made(parts)[0] > (MOSTLY if ended else NEARLY) * ctx.value[t]


def _told_behind(ctx: Context, t: int, parts: Parts) -> bool:
    """Whether one of the next figures is what the list lacks, or another list: "Ada pula yang tanpa surat, 626"."""
    if bracketed(ctx, t, parts[0]):
        return False  # "99 orang (pria 32, wanita 7)": it ends with the bracket
    lack, last = ctx.value[t] - ctx.made(parts)[0], parts[-1]
    behind = range(last + 1, min(len(ctx.figures), last + BEHIND + 1))
    if any(ctx.value[k] == lack and ctx.digits(k) > 1 and ctx.addable(k, last) for k in behind):
        return True
    return any(ctx.made(more)[0] == lack for k in behind[:1] for more in natural(ctx, k) if ctx.alike(k, last))


def _goes_on_in_next_sentence(ctx: Context, last: int) -> bool:
    """Whether the sentence behind a list carries it on: "Lalu di utara 9 ton"."""
    lay, beyond = ctx.layout, last + 1
    if beyond == len(ctx.figures) or lay.sentence[beyond] != lay.sentence[last] + 1:
        return False
    return ctx.alike(last, beyond) == 2 and bool(lay.near[beyond] & ctx.cue.onward or lay.near[last] & ctx.cue.onward)


def _misscaled(ctx: Context, t: int, parts: Parts) -> bool:
    """Whether one part would make the list whole if its scale word were the next: miliar for triliun."""
    _, low, high = ctx.made(parts)
    scaled = (p for p in parts if ctx.figures[p].scale > 1)
    more = ((low + (THOUSAND - 1) * ctx.low[p], high + (THOUSAND - 1) * ctx.high[p]) for p in scaled)
    return any(meets(least, most, ctx.low[t], ctx.high[t]) for least, most in more)


def of_that_size(ctx: Context, t: int, parts: Parts) -> bool:
    """Whether a list that does not add up is at least of the size of its total; an announced one may be further off."""
    value, made = ctx.value[t], ctx.made(parts)[0]
    less, more = (value, made) if value < made else (made, value)
    if more <= 2 * less:
        return True
    sure = announced(ctx, t, parts) or summed_up(ctx, t, parts) or _split_in_two(ctx, t, parts)
    if sure and more <= 4 * less:
        return True
    return (sure or (more <= 12 * less and _leads(ctx, t, parts))) and slips(ctx, t, parts)


def _split_in_two(ctx: Context, t: int, parts: Parts) -> bool:
    """Whether what a sentence names is split in two that leave nothing out: "dari yang lolos 61 pria, 42 wanita"."""
    first = parts[0]
    near = ctx.layout.near[first]
    if near & ctx.cue.contrast or (not near & ctx.cue.source and t != head(ctx, first)):
        return False
    some = ctx.made(parts)[0] < ctx.value[t] and slip(ctx, t, parts) < SPLIT
    return complementary(ctx, parts) and not some and (t == head(ctx, first) or taken_from(ctx, t, first))


def _leads(ctx: Context, t: int, parts: Parts) -> bool:
    """Whether the total is the last figure of its unit before the list, in the same paragraph, and all of it listed."""
    lay, cue = ctx.layout, ctx.cue
    some = lay.near[t] & cue.source and not rest(ctx, parts[-1])  # "dari 412 sekolah, 36 di kota dan 51 di desa"
    apart = lay.block[t] != lay.block[parts[0]] or lay.since[parts[0]] & cue.contrast
    return not some and not apart and t < parts[0] and not distance(ctx, t, parts)[0]


def slips(ctx: Context, t: int, parts: Parts) -> bool:
    """Whether a slip in one figure explains that the list does not add up."""
    return _misscaled(ctx, t, parts) or any(slipped(ctx, i, meant) for i, meant in _needs(ctx, t, parts))


def _needs(ctx: Context, t: int, parts: Parts) -> Needs:
    """The values that one figure would need for the list to add up; a total of some digits as it would be rounded."""
    off, total = ctx.made(parts)[0] - ctx.value[t], ctx.made(parts)[0]
    if ctx.digits(t) >= TOLD and tells(ctx, t, parts):
        total = (total / ctx.ulp(t)).quantize(Decimal(1)) * ctx.ulp(t)
    return [(t, total), *((p, ctx.value[p] - off) for p in parts)]


def announced(ctx: Context, t: int, parts: Parts) -> bool:
    """Whether total, announcing words and list follow each other without a gap, but for what they do not name."""
    first, lead = parts[0], ctx.layout.since[parts[0]]
    told = bool(lead & ctx.cue.consists) or taken_up(ctx, t, first)
    beside = t == head(ctx, first) or (named(ctx, t, first) and outnamed(ctx, head(ctx, first), first))
    sure = beside and (told or (bracketed(ctx, t, first) and complementary(ctx, parts)))
    return sure and all(kindred(ctx, t, p, parts[0]) for p in parts)
