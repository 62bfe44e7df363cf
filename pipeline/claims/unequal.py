"""Lists that do not add up: which of them may be held against a total, and what explains that they do not."""

import re
from decimal import Decimal
from math import log10

from pipeline.claims.arithmetic import HUNDRED, THOUSAND, grain, meets
from pipeline.claims.breakdown import (
    among_all,
    complementary,
    distance,
    explicit,
    is_difference,
    kindred,
    named,
    one_sided,
    opposed,
    outnamed,
    taken_from,
    taken_up,
    too_small,
)
from pipeline.claims.context import Context
from pipeline.claims.layout import BLOCK, COLON, ITEM, STOP
from pipeline.claims.lists import Parts, closes, extends, head, reached_of, rest
from pipeline.claims.repeats import headline
from pipeline.claims.slips import Needs, slipped
from pipeline.claims.slips import odds as slip_odds
from pipeline.claims.totals import agrees, tells

OFF = Decimal("0.02")  # of its total: a list of several sorts is off by no more
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
    if not of_that_size(ctx, t, parts) or not _may_be_all(ctx, t, parts) or not _of_one_sort(ctx, t, parts):
        return False
    if is_difference(ctx, t) and not announced(ctx, t, parts):
        return False
    if _of_another_paragraph(ctx, t, parts) and not slips(ctx, t, parts):
        return False
    if not explicit(ctx, t, parts) and slip(ctx, t, parts) < TELLING:
        return False
    return not _may_lack_some(ctx, t, parts)


def may_be_mistyped(ctx: Context, t: int, parts: Parts) -> bool:
    """Whether a list could be all of a total, and is not for a slip in one figure."""
    if agrees(ctx, t, parts) or not _may_be_all(ctx, t, parts):
        return False
    some = ctx.layout.near[t] & ctx.cue.source and 2 * ctx.made(parts)[0] < ctx.value[t]
    if some and slip(ctx, t, parts) < SPLIT:
        return False
    return any(slipped(ctx, i, meant) for i, meant in _needs(ctx, t, parts))


def _may_be_all(ctx: Context, t: int, parts: Parts) -> bool:
    """Whether nothing about the figures or the words between them says that the list is not all of this total."""
    if not all(ctx.says_value(i) and not ctx.ranges(i) for i in (t, *parts)):
        return False
    if not _of_one_make(ctx, t, parts) or not _whole_list(ctx, t, parts):
        return False
    if _is_remainder(ctx, t, parts) or _counts_items(ctx, t, parts) or _rounds(ctx, t, parts):
        return False
    if _goes_on(ctx, t, parts) or _of_another_year(ctx, t, parts):
        return False
    if complementary(ctx, parts) and one_sided(ctx, t) and ctx.layout.since[parts[0]] & ctx.cue.contrast:
        return False
    return not _of_another_time(ctx, t, parts)


def _goes_on(ctx: Context, t: int, parts: Parts) -> bool:
    """Whether two parts are the first of a list: "9 sudah selesai, 10 masih disidik dan 1 dihentikan"."""
    lay, last = ctx.layout, parts[-1]
    beyond = last + 1
    ended = closes(ctx, last) or rest(ctx, last)
    if len(parts) > 2 or beyond in (t, len(ctx.figures)) or ended or lay.depth[beyond] != lay.depth[last]:
        return False
    carried = bool(lay.since[beyond] & ctx.cue.joint) and extends(ctx, parts[0], beyond)
    return carried and ctx.alike(last, beyond) == 2 and lay.sentence[beyond] == lay.sentence[last]


def _of_another_year(ctx: Context, t: int, parts: Parts) -> bool:
    """Whether all parts are of one year, and the total of another."""
    years = {ctx.figures[p].period for p in parts}
    year, own = min(years), ctx.figures[t].period
    return len(years) == 1 and year.isdigit() and own.isdigit() and year != own


def _of_another_time(ctx: Context, t: int, parts: Parts) -> bool:
    """Whether the supposed total is a former value, a target or the first part, or is not all listed: "termasuk"."""
    lead = ctx.layout.since[parts[0]]
    if t == parts[0] - 1 and ctx.layout.depth[parts[0]] > ctx.layout.depth[t]:
        return False  # a bracket speaks of the figure before it
    if t == head(ctx, parts[0]) and (lead & (ctx.cue.onward - ctx.cue.rank) or _is_row(ctx, t, lead)):
        return True  # the first of them, or one
    former = t < parts[0] and COLON not in lead and set(ctx.layout.gaps[t][-2:]) & (ctx.cue.than | ctx.cue.prior)
    # "di antaranya:" with a list below is as good as all
    some = lead & ctx.cue.among and not {COLON, ITEM} <= lead and not among_all(ctx, t, parts)
    return bool(former or some) or _moved_from(ctx, t) or reached_of(ctx, t) is not None


def _is_row(ctx: Context, t: int, lead: frozenset[str]) -> bool:
    """Whether the figure carries on a list itself, and none is announced of it: "Disusul semak 97. Ruko 31, ..."."""
    goes_on = t > 0 and ctx.layout.near[t] & ctx.cue.onward and ctx.alike(t - 1, t)
    return bool(goes_on) and not lead & (ctx.cue.consists | {COLON, "("})


def _moved_from(ctx: Context, t: int) -> bool:
    """Whether a verb of change leads away from the figure: "naik dari outlook tahun ini sebesar Rp 185 miliar"."""
    gap = ctx.layout.gaps[t].rpartition(STOP)[2]
    moves = [k for k, sign in enumerate(gap) if sign in ctx.cue.turn]
    return bool(moves) and not ctx.cue.source.isdisjoint(gap[moves[-1] :])


def _rounds(ctx: Context, t: int, parts: Parts) -> bool:
    """Whether a headline tells what the list makes to fewer digits: "1.350" for 1.353."""
    noughts = len(ctx.written[t]) - len(ctx.written[t].rstrip("0"))
    return headline(ctx, t) and abs(ctx.made(parts)[0] - ctx.value[t]) < ctx.ulp(t) * 10**noughts


def _counts_items(ctx: Context, t: int, parts: Parts) -> bool:
    """Whether the figure before a list is how many items it has: "lima model: Dolphin, Atto 3, M6, Seal, Sealion 7"."""
    lay, first = ctx.layout, parts[0]
    if t > first or lay.sentence[t] != lay.sentence[first] or ctx.value[t] <= len(parts):
        return False
    marks = re.findall(f"[{''.join(ctx.cue.joint)}]+", lay.signs[lay.place[t] + 1 : lay.place[parts[-1]]])
    return len(marks) + 1 == ctx.value[t]


def _of_another_paragraph(ctx: Context, t: int, parts: Parts) -> bool:
    """Whether a list stands in another paragraph than the figure before it, and does not name it."""
    lay, first = ctx.layout, parts[0]
    taken = lay.since[first] & ctx.cue.that and announced(ctx, t, parts)  # "Penerima remisi itu meliputi ..."
    return t < first and lay.group[t] != lay.group[first] and not taken and not named(ctx, t, first)


def _is_remainder(ctx: Context, t: int, parts: Parts) -> bool:
    """Whether a figure behind a list is what it leaves: "31 selamat, empat tewas, sehingga 30 masih dicari"."""
    called = ctx.layout.near[t] & ctx.cue.total
    return t > parts[-1] and called <= ctx.cue.hence and ctx.value[t] < max(ctx.value[p] for p in parts)


def _of_one_sort(ctx: Context, t: int, parts: Parts) -> bool:
    """Whether all parts can be added; percentages add up only where words call it a total."""
    called = _summed_up(ctx, t, parts)
    if ctx.unit[t] == "%" and not called:
        return False
    added = all(ctx.addable(p, parts[0]) for p in parts) and not _two_columns(ctx, parts)
    one_sort = all(kindred(ctx, t, p, parts[0]) for p in parts) and _alike(ctx, t, parts)
    return added and (one_sort or any(test(ctx, t, parts) for test in _SORTS))


def _two_columns(ctx: Context, parts: Parts) -> bool:
    """Whether the figures are told by twos, each of another unit: "57 bus dengan 2.127 orang, 51 dengan 2.518"."""
    one, other = ({ctx.unit[p] for p in parts[side::2]} for side in (0, 1))
    return len(parts) > 3 and len(one) == len(other) == 1 and one != other


def _mostly_detailed(ctx: Context, t: int, parts: Parts) -> bool:
    """Whether most parts of a detailed list are of the sort of its total: "kapal 296, bencana 163, kebakaran 82"."""
    alike = sum(bool(ctx.alike(t, p)) for p in parts)
    return t == head(ctx, parts[0]) and 2 * alike > len(parts) > 2 and bool(ctx.layout.near[parts[0]] & ctx.cue.details)


def _nearly_all_sorts(ctx: Context, t: int, parts: Parts) -> bool:
    """Whether a list of several sorts, announced right behind its total, makes nearly that: no chance among large ones.

    "1.312 tempat, terdiri dari 640 kios, 415 warung, 182 gudang dan 73 lapak".
    """
    told = t == head(ctx, parts[0]) and len(parts) > 2 and bool(ctx.layout.since[parts[0]] & ctx.cue.consists)
    made, total = ctx.made(parts)[0], ctx.value[t]
    return told and total >= HUNDRED and abs(made - total) <= total * OFF


def _each_of_two(ctx: Context, t: int, parts: Parts) -> bool:
    """Whether what is counted is told for both sides: "2.374 lembar, masing-masing pria 1.359 dan wanita 1.015"."""
    each = bool(ctx.layout.since[parts[0]] & ctx.cue.each)
    return t == head(ctx, parts[0]) and each and complementary(ctx, parts)


_SORTS = (_mostly_detailed, _nearly_all_sorts, _each_of_two, opposed)


def _alike(ctx: Context, t: int, parts: Parts) -> bool:
    """Whether the parts are of the unit of the total, or in one sentence: not 26 prisons, and 105 prisoners in one."""
    own = [ctx.alike(t, p) for p in parts]
    return all(own) or not any(own) or ctx.layout.sentence[parts[0]] == ctx.layout.sentence[parts[-1]]


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
    if (
        _told_behind(ctx, t, parts)
        or _goes_on_in_next_sentence(ctx, parts[-1])
        or (among_all(ctx, t, parts) and made < NEARLY * total)
    ):
        return True
    far = 2 * made < total and taken_up(ctx, t, parts[0])
    if far and slip(ctx, t, parts) < SPLIT:
        return True  # "dari 1.245 pelajar itu, 302 laki-laki dan 143 perempuan terpilih"
    return not _as_good_as_all(ctx, t, parts) and not slips(ctx, t, parts)


def _as_good_as_all(ctx: Context, t: int, parts: Parts) -> bool:
    """Whether a list that is announced lacks little, or is long and ended by an "and"."""
    told_off = t == parts[0] - 1 and ctx.layout.since[parts[0]] & ctx.cue.consists and _of_one_sentence(ctx, t, parts)
    ended = len(parts) >= (SHORT if told_off else LONG) and closes(ctx, parts[-1])
    told = announced(ctx, t, parts) or opposed(ctx, t, parts)
    told = told or (complementary(ctx, parts) and _summed_up(ctx, t, parts))
    return told and ctx.made(parts)[0] > (MOSTLY if ended else NEARLY) * ctx.value[t]


def _of_one_sentence(ctx: Context, t: int, parts: Parts) -> bool:
    return ctx.layout.sentence[t] == ctx.layout.sentence[parts[-1]]


def _told_behind(ctx: Context, t: int, parts: Parts) -> bool:
    """Whether one of the next figures is what the list lacks: "Ada pula yang tanpa surat, jumlahnya 626"."""
    lack, last = ctx.value[t] - ctx.made(parts)[0], parts[-1]
    behind = range(last + 1, min(len(ctx.figures), last + BEHIND + 1))
    return any(ctx.value[k] == lack and ctx.digits(k) > 1 and ctx.addable(k, last) for k in behind)


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


def _of_one_make(ctx: Context, t: int, parts: Parts) -> bool:
    """Whether total and parts are written alike, and no figure among them says the total, or the only part, again."""
    values, figures = [ctx.value[p] for p in parts], ctx.figures
    again = (k for k in range(parts[0], parts[-1] + 1) if ctx.value[k] == ctx.value[t] and k != t)
    if any(ctx.unit[k] == ctx.unit[t] for k in again) or (len(parts) == 2 and values[0] == values[1]):
        return False
    return (figures[t].decimals > 0) == any(figures[p].decimals > 0 for p in parts) or figures[t].kind == "money"


def _whole_list(ctx: Context, t: int, parts: Parts) -> bool:
    """Whether nothing before the list belongs to it, and its total, if it comes after, is in the same paragraph.

    What stands in a bracket is an aside: "tewas 7 (2020: 11), luka berat 6 (2020: 9)".
    """
    first, depth = parts[0], ctx.layout.depth
    if depth[t] > depth[first] or any(depth[p] != depth[first] for p in parts):
        return False
    if t > parts[-1] and BLOCK in ctx.layout.between(parts[-1], t) and not _total_line(ctx, t, parts):
        return False
    before = first - 1
    begins = before < 0 or before == t or _opened(ctx, first)
    return begins or not ctx.alike(before, first) or not extends(ctx, before, first)


def _opened(ctx: Context, first: int) -> bool:
    """Whether a colon at the end of a line opens the list here."""
    return COLON + BLOCK + ITEM in ctx.layout.gaps[first]


def _total_line(ctx: Context, t: int, parts: Parts) -> bool:
    """Whether the line right below the list calls its only figure the total: "Total: 12"."""
    behind = ctx.layout.gaps[t].rpartition(BLOCK)[2]
    return t == parts[-1] + 1 and bool(set(behind) & ctx.cue.total) and COLON in behind


def of_that_size(ctx: Context, t: int, parts: Parts) -> bool:
    """Whether a list that does not add up is at least of the size of its total; an announced one may be further off."""
    value, made = ctx.value[t], ctx.made(parts)[0]
    less, more = (value, made) if value < made else (made, value)
    if more <= 2 * less:
        return True
    sure = announced(ctx, t, parts) or _summed_up(ctx, t, parts) or _split_in_two(ctx, t, parts)
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
    bracket = ctx.layout.depth[first] > ctx.layout.depth[t] and "(" in lead
    sure = beside and (told or (bracket and complementary(ctx, parts)))
    return sure and all(kindred(ctx, t, p, parts[0]) for p in parts)


def _summed_up(ctx: Context, t: int, parts: Parts) -> bool:
    """Whether the next figure behind a list is called its total, in the same sentence or at the start of the next."""
    before, _, said = ctx.layout.gaps[t].rpartition(STOP)
    called = said[:1] in ctx.cue.total and not ctx.cue.source & set(said) if before else ctx.cue.total & set(said)
    of_one = not before or ctx.alike(t, parts[0]) == 2
    return t == parts[-1] + 1 and bool(called) and of_one and BLOCK not in ctx.layout.gaps[t]
