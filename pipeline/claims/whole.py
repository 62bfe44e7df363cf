"""Whether a list may be all of a total: nothing about the figures or the words between them says otherwise."""

import re

from pipeline.claims.breakdown import among_all
from pipeline.claims.context import Context
from pipeline.claims.ends import is_difference
from pipeline.claims.layout import BLOCK, COLON, COMMA, FIGURES, ITEM, STOP
from pipeline.claims.lists import Parts, bracketed, closes, extends, head, reached_of, rest
from pipeline.claims.opposites import complementary, one_sided
from pipeline.claims.repeats import headline

SENTENCE = 12  # signs behind a list in which its sentence ends


def may_be_all(ctx: Context, t: int, parts: Parts) -> bool:
    """Whether nothing about the figures or the words between them says that the list is not all of this total."""
    if not all(ctx.says_value(i) and not ctx.ranges(i) for i in (t, *parts)):
        return False
    if not _of_one_make(ctx, t, parts) or not _whole_list(ctx, t, parts):
        return False
    if _is_remainder(ctx, t, parts) or _counts_items(ctx, t, parts) or _rounds(ctx, t, parts):
        return False
    if _goes_on(ctx, t, parts) or _of_another_year(ctx, t, parts) or _rest_untold(ctx, parts[-1]):
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


def _rest_untold(ctx: Context, last: int) -> bool:
    """Whether the sentence names what is left without a number: "243 orang dan 6 orang, selebihnya pidana umum"."""
    behind = re.split(f"[{STOP}{BLOCK}]", ctx.layout.ahead(last, SENTENCE))[0].partition(COMMA)[2]
    return not ctx.cue.rest.isdisjoint(behind) and not set(FIGURES) & set(behind)


def _of_another_year(ctx: Context, t: int, parts: Parts) -> bool:
    """Whether all parts are of one year, and the total of another."""
    years = {ctx.figures[p].period for p in parts}
    year, own = min(years), ctx.figures[t].period
    return len(years) == 1 and year.isdigit() and own.isdigit() and year != own


def _of_another_time(ctx: Context, t: int, parts: Parts) -> bool:
    """Whether the supposed total is a former value, a target or the first part, or is not all listed: "termasuk"."""
    lead = ctx.layout.since[parts[0]]
    if t == parts[0] - 1 and bracketed(ctx, t, parts[0]):
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
    if t and is_difference(ctx, t - 1) and STOP not in ctx.layout.gaps[t] and not ctx.cue.source.isdisjoint(gap):
        return True  # "berkurang 4 orang dari tahun lalu yang sampai 23 orang"
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


def _is_remainder(ctx: Context, t: int, parts: Parts) -> bool:
    """Whether a figure behind a list is what it leaves: "31 selamat, empat tewas, sehingga 30 masih dicari"."""
    called = ctx.layout.near[t] & ctx.cue.total
    return t > parts[-1] and called <= ctx.cue.hence and ctx.value[t] < max(ctx.value[p] for p in parts)


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
