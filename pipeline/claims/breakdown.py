"""What words and layout say of a total and its breakdown, in decades of evidence; blind to the values."""

import re
from decimal import Decimal
from itertools import pairwise

from pipeline.claims.arithmetic import HUNDRED
from pipeline.claims.context import Context
from pipeline.claims.ends import is_difference
from pipeline.claims.layout import BLOCK, COLON, COMMA, ENDS, ITEM, STOP, WORDS
from pipeline.claims.lists import Parts, bracketed, called_rest, closes, columns, extends, head, natural, rest
from pipeline.claims.opposites import complementary, one_sided

AROUND = 200  # characters before a list in which its sentence begins
_FIRST = re.compile(r"\W*\w+")
PEOPLE = "person"  # the class of units of classes.toml whose members are told by what they are
SMALL = Decimal(20)  # totals up to this always need words
MANY = 4  # parts of a list that is told as if it were all
COUNTED = 2.2  # decades of a link where the number of parts is told before them
BEYOND = 2.0  # decades against a list that goes on behind what is left of its total
OPPOSED = 1.4  # decades for two parts that say of one thing that it is so, and not so
EXPLICIT = 1.4  # decades of a link that words or brackets make


def evidence(ctx: Context, t: int, parts: Parts) -> float:
    """How strongly words and layout say that these parts make up this total; blind to the values."""
    least = min(kindred(ctx, t, p, parts[0]) for p in parts)
    score = 0.5 if least == 2 else 0.2 if least == 1 else -0.7
    score += _link(ctx, t, parts) + _closing(ctx, t, parts) + _run(ctx, parts)
    score += (1.4 if t == head(ctx, parts[0]) else 0.8) * complementary(ctx, parts) + 1.2 * _remainder(ctx, parts)
    score += OPPOSED * opposed(ctx, t, parts) - BEYOND * any(called_rest(ctx, p) for p in parts[:-1])
    score -= 0.6 * (t > parts[-1] and bool(ctx.layout.since[t] & ctx.cue.move))
    score -= 1.0 * _one_list(ctx, t, parts) + 1.0 * of_another(ctx, t, parts[0]) + 1.2 * amid(ctx, t, parts[0])
    score += 0.8 * (_split(ctx, t, parts) or _told_off(ctx, t, parts)) + 1.5 * make_hundred(ctx, parts)
    score -= 1.5 * _leaves_out(ctx, parts) + 0.7 * (t < parts[0] and _enumerated(ctx, t))
    return score - 3.0 * _breaks_announced(ctx, t, parts)


def make_hundred(ctx: Context, parts: Parts) -> bool:
    """Whether the percentages that the parts are told with add up to a hundred: then none is left out."""
    told = [share for p in parts if (share := ctx.share[p]) is not None]
    if len(told) < len(parts):
        return False
    return sum(ctx.low[i] for i in told) <= HUNDRED < sum(ctx.high[i] for i in told)


def _breaks_announced(ctx: Context, t: int, parts: Parts) -> bool:
    """Whether the parts are some of the list that is announced right behind the total, and some from elsewhere."""
    first = t + 1
    if first not in parts or not _announces(ctx, t):
        return False
    return parts not in {column for whole in natural(ctx, first) for column in columns(ctx, whole)}


def _leaves_out(ctx: Context, parts: Parts) -> bool:
    """Whether a figure of a bare enumeration is left out: "masing-masing 14, 12 dan 9" are three."""
    left = (k for a, b in pairwise(parts) for k in range(a + 1, b))
    return any(_enumerated(ctx, k) and _enumerated(ctx, k + 1) and ctx.alike(k, parts[0]) for k in left)


def _enumerated(ctx: Context, i: int) -> bool:
    """Whether nothing but a comma or an "and" stands between the figure before, of one unit, and this one."""
    return bool(i) and set(ctx.layout.gaps[i]) <= ctx.cue.joint and ctx.alike(i - 1, i) == 2


def _announces(ctx: Context, t: int) -> bool:
    """Whether words or a bracket right behind the figure announce its list."""
    lay, first = ctx.layout, t + 1
    told = bool(lay.near[first] & ctx.cue.consists) or taken_up(ctx, t, first)
    return told or bracketed(ctx, t, first)


def kindred(ctx: Context, t: int, p: int, first: int) -> int:
    """As ``alike``, but people may be split into any sort of them, and a total that is detailed into any sort of it.

    "34 orang, terdiri dari 11 pasien dan 23 pendamping", "30 bibit, dengan rincian 18 jati dan 12 mahoni",
    "12 desa/kelurahan, yakni 9 desa dan 3 kelurahan".
    """
    unit, own = ctx.unit[t], ctx.unit[p] == ctx.figures[p].unit
    if ctx.alike(t, p) or ctx.figures[p].kind != "count" or not own:
        return ctx.alike(t, p)
    detailed = ctx.figures[t].kind == "count" and bool(ctx.layout.near[first] & ctx.cue.details)
    return int(unit == PEOPLE or detailed or ctx.figures[p].unit in unit.split("/"))


def of_another(ctx: Context, t: int, first: int) -> bool:
    """Whether the list is announced right behind another figure that may be its total."""
    before, lay = head(ctx, first), ctx.layout
    if before < 0 or t == before or not ctx.alike(before, first) or named(ctx, t, first):
        return False
    if bracketed(ctx, before, first):
        return True
    near = before == first - 1 or lay.block[before] == lay.block[first]
    return near and bool(lay.since[first] & ctx.cue.consists) and _same_subject(ctx, before, first)


def _link(ctx: Context, t: int, parts: Parts) -> float:
    """How the words join total and list."""
    first, last = parts[0], parts[-1]
    if t > last:
        before = ctx.layout.near[t]
        aside = ctx.layout.gaps[t].rpartition(")")  # "(83 persen dari semua), mobil 402"
        called = before & ctx.cue.total and (not aside[1] or ctx.cue.total & set(aside[2]))
        return (1.7 if called else 0.9 if before & ctx.cue.same else 0.1) + 0.4 * (t == last + 1)
    if t > first:
        left = rest(ctx, last) or ctx.layout.near[last] & ctx.cue.balance
        return 1.4 if len(parts) == 2 and left and ctx.layout.near[t] & ctx.cue.source else -2.0
    lead, own = _lead(ctx, t, first), ctx.layout.since[t]
    score = _announcement(ctx, t, parts, lead) - 1.0 * bool(lead & ctx.cue.rank)
    score += 0.4 * bool(lead & ctx.cue.back) + 0.4 * bool(own & ctx.cue.total) + 0.3 * bool(own & ctx.cue.source)
    return score


def _lead(ctx: Context, t: int, first: int) -> set[str]:
    """The signs that lead to the list, those before a figure of another unit included: "27 kasus/38 orang"."""
    lay, lead = ctx.layout, set(ctx.layout.near[first])
    if first - 1 > t and lay.sentence[first - 1] == lay.sentence[first] and not ctx.alike(first - 1, first):
        lead |= lay.near[first - 1]
    return lead | {COLON} if COLON + BLOCK + ITEM in lay.gaps[first] else lead


def _announcement(ctx: Context, t: int, parts: Parts, lead: set[str]) -> float:
    first = parts[0]
    near = t == head(ctx, first)
    if _counted(ctx, t, parts):
        return COUNTED
    if lead & ctx.cue.among and COLON not in lead:
        return EXPLICIT if among_all(ctx, t, parts) else 0.6
    if ITEM in lead and in_item(ctx, t):
        return 0.3
    if ITEM in lead and not near and ctx.layout.group[t] != ctx.layout.group[first]:
        return 0.5
    if lead & ctx.cue.consists or (COLON in lead and ITEM in lead):
        return 2.0 if _same_subject(ctx, t, first) else 0.6
    if "(" in lead and ctx.layout.depth[first] > ctx.layout.depth[t]:
        return 2.0 if near else 0.8
    if ITEM in lead or COLON in lead or lead & ctx.cue.each:
        return 1.5
    if near and taken_up(ctx, t, first):
        return 1.5
    if near and (_next_sentence(ctx, t, parts) or _owned(ctx, t, parts) or _said_of_each(ctx, t, parts)):
        return EXPLICIT
    if lead & ctx.cue.shape and _ends_list(ctx, parts[-1]):
        return EXPLICIT
    return 0.8 if near else 0.3


def _counted(ctx: Context, t: int, parts: Parts) -> bool:
    """Whether the words that lead to a list name the total, and how many parts it has: "pasien di empat puskesmas:"."""
    count, lay = parts[0] - 1, ctx.layout
    opened = lay.since[parts[0]] & {COLON, *ctx.cue.consists}
    if count < 0 or lay.group[count] != lay.group[parts[0]] or not opened or STOP in lay.gaps[parts[0]]:
        return False
    if not ctx.topics[t] & lay.lead[parts[0]]:
        return False
    return ctx.value[count] == len(parts) > 2 and ctx.figures[count].kind == "count" and not ctx.alike(count, parts[0])


def among_all(ctx: Context, t: int, parts: Parts) -> bool:
    """Whether "among them" leads to a list told to its end: "23 mitra, di antaranya 14 dinas, 6 ... dan 3 ..."."""
    lay, first, last = ctx.layout, parts[0], parts[-1]
    if t != first - 1 or len(parts) < 3 or lay.sentence[t] != lay.sentence[last] or not ctx.figures[t].unit:
        return False
    return closes(ctx, last) and bool(lay.since[first] & ctx.cue.among) and ctx.of_one_unit((t, *parts))


def _next_sentence(ctx: Context, t: int, parts: Parts) -> bool:
    """Whether the sentence behind a total lists many like it, to the end: "14 rumah. Delapan ..., dan satu"."""
    if not _right_behind(ctx, t, parts) or len(parts) < MANY or not ctx.figures[t].unit or ctx.unit[t] == "%":
        return False
    return closes(ctx, parts[-1]) and (ctx.of_one_unit((t, *parts)) or _of_people(ctx, t, parts))


def _right_behind(ctx: Context, t: int, parts: Parts) -> bool:
    """Whether the list fills the next sentence of the paragraph, and none but that."""
    lay, first, last = ctx.layout, parts[0], parts[-1]
    return lay.sentence[first] == lay.sentence[t] + 1 == lay.sentence[last] and lay.block[last] == lay.block[t]


def _of_people(ctx: Context, t: int, parts: Parts) -> bool:
    """Whether all of them count people, and none is taken from them: "67 WNA. Mereka itu warga Malaysia 18 orang"."""
    taken = ctx.layout.near[parts[0]] & (ctx.cue.source | ctx.cue.back - ctx.cue.that)
    return all(ctx.unit[i] == PEOPLE for i in (t, *parts)) and not taken


def _owned(ctx: Context, t: int, parts: Parts) -> bool:
    """Whether the list that the next sentence ends is of something that belongs to the total: "Alasannya 187 ..."."""
    lay, first = ctx.layout, parts[0]
    if lay.sentence[first] != lay.sentence[t] + 1 or not _ends_list(ctx, parts[-1]):
        return False
    word = _FIRST.match(ctx.led(first, AROUND))
    endings = tuple(ctx.language.data["units"]["nouns"]["endings"])
    return word is not None and word[0].endswith(endings) and WORDS in lay.gaps[first].rpartition(STOP)[2][:1]


def _said_of_each(ctx: Context, t: int, parts: Parts) -> bool:
    """Whether the next sentence says of each part what the total is said of: "Yang sakit 20. Tujuh sakit, 13 sakit"."""
    if not _right_behind(ctx, t, parts) or set(ctx.layout.gaps[parts[0]]) - {STOP, WORDS} or closes(ctx, t):
        return False
    said = ctx.topic(t).intersection(*(ctx.topic(p) for p in parts))
    return bool(said) and _ends_list(ctx, parts[-1]) and ctx.of_one_unit((t, *parts))


def _ends_list(ctx: Context, last: int) -> bool:
    """Whether an "and" or the rest closes a list."""
    return closes(ctx, last) or rest(ctx, last)


def taken_up(ctx: Context, t: int, first: int) -> bool:
    """Whether the total is named again to be split: "dari 79 itu, 28 ..., 34 ... dan 17"."""
    gap = ctx.layout.gaps[first]
    return bool(ctx.layout.near[t] & ctx.cue.source and set(gap) & ctx.cue.that) and STOP not in gap


def taken_from(ctx: Context, w: int, part: int) -> bool:
    """Whether all that the part is taken from is what the whole counts: "dari yang dilimpahkan itu 12"."""
    lay, near = ctx.layout, ctx.layout.near[part]
    opens = part == 0 or lay.sentence[part - 1] != lay.sentence[part]
    named = {*(lay.lead[part] if opens else lay.before[part])} - ctx.plain
    return bool(near & ctx.cue.source and near & ctx.cue.that and named) and named <= ctx.topic(w)


def in_item(ctx: Context, i: int) -> bool:
    """Whether the figure stands in an item of a list itself."""
    signs, place = ctx.layout.signs, ctx.layout.place[i]
    return signs[signs.rfind(BLOCK, 0, place) + 1] == ITEM


def _same_subject(ctx: Context, t: int, first: int) -> bool:
    """Whether a sentence that lists parts speaks of the total before it: it has no subject of its own, or the same."""
    _, stop, rest_of_gap = ctx.layout.gaps[first].rpartition(STOP)
    subject = re.split(f"[{''.join(ctx.cue.consists)}]", rest_of_gap)[0]
    if rest_of_gap[:1] in ctx.cue.onward:
        return False  # "Kedua, Kebun Melati yang terdiri dari ..."
    if not stop or WORDS not in subject or set(subject) & ctx.cue.back:
        return True
    return _shared(ctx, t, first) > 0 and not outnamed(ctx, t, first)


def _shared(ctx: Context, t: int, first: int) -> int:
    """How many words that lead to a list name the total."""
    return len(ctx.layout.lead[first] & {*ctx.layout.before[t], *ctx.layout.after[t], ctx.figures[t].unit})


def outnamed(ctx: Context, t: int, first: int) -> bool:
    """Whether the words that lead to a list name a figure before the supposed total, of its sentence, more fully."""
    before = (k for k in range(max(0, t - MANY), t) if ctx.layout.sentence[k] == ctx.layout.sentence[t])
    return any(ctx.alike(k, t) and more_named(ctx, k, t, first) for k in before)


def more_named(ctx: Context, one: int, other: int, first: int) -> bool:
    """Whether the words that lead to a list name one figure more fully than another."""
    return _shared(ctx, one, first) > _shared(ctx, other, first)


def _closing(ctx: Context, t: int, parts: Parts) -> float:
    """How the list ends: at "and", with the rest, where nothing carries it on; a list cut short counts against."""
    lay, last = ctx.layout, parts[-1]
    score = 0.4 * closes(ctx, last)
    score += (1.4 if len(parts) == 2 else 1.0) * rest(ctx, last)
    ends = last + 1 == len(ctx.figures) or not extends(ctx, parts[0], last + 1)
    ends = ends or (t == last + 1 and complementary(ctx, parts))
    if ends or lay.depth[last + 1] < lay.depth[last]:
        return score + 0.3
    cut_short = ctx.alike(last, last + 1) == 2 and lay.depth[last + 1] == lay.depth[last]
    return score - (1.5 if lay.since[parts[0]] & ctx.cue.consists else 0.6) * cut_short


def _run(ctx: Context, parts: Parts) -> float:
    """What speaks against a list: verbs of change, sentences between its parts, parts left out."""
    even = len(parts) > 2 and len({q - p for p, q in pairwise(parts)}) == 1
    hole, bracket = 0.1 if even else 0.6, 0.0 if even and _bracketed(ctx, parts) else 1.5
    score = sum(_step(ctx, p, q, hole, bracket) for p, q in pairwise(parts))
    return max(score - 1.2 * any(is_difference(ctx, p) for p in parts), -2.5)


def _bracketed(ctx: Context, parts: Parts) -> bool:
    """Whether the parts are a column told in brackets: "22 kasus (34 tersangka), ... 7 kasus (11 tersangka)"."""
    return all(ctx.layout.depth[p] > 0 for p in parts) and ctx.of_one_unit(parts)


def _step(ctx: Context, p: int, q: int, hole: float, bracket: float) -> float:
    lay, cue = ctx.layout, ctx.cue
    gap = frozenset(lay.between(p, q)) if 1 < q - p < 4 else lay.since[q]
    score = bracket * (lay.depth[p] > 0 and ")" in lay.between(p, q) and ctx.unit[p] != "%")
    taken = not cue.source.isdisjoint(lay.gaps[q][-3:])
    moved = bool(gap & cue.to and lay.near[p] & cue.source)  # "dari 16 kasus menjadi 17 kasus"
    score += 0.8 * (moved or bool(gap & cue.compare)) + 0.5 * bool(gap & cue.aim) + 0.6 * taken
    score += 0.3 * (ITEM not in gap and lay.sentence[q] != lay.sentence[p])
    skipped = q - p > 1 and any(ctx.alike(k, q) == 2 and lay.depth[k] == lay.depth[q] for k in range(p + 1, q))
    return -score - hole * skipped


def opposed(ctx: Context, t: int, parts: Parts) -> bool:
    """Whether what is taken from a total is told of both sides: "dari 90 surat yang sudah dibaca 60, yang belum 30"."""
    if not complementary(ctx, parts) or not from_it(ctx, t) or t > parts[0]:
        return False
    return bool(ctx.topic(parts[0]) & ctx.topic(parts[1]))


def _remainder(ctx: Context, parts: Parts) -> bool:
    """Whether one of two parts is what is left between the other and the total: a deficit, a surplus."""
    return len(parts) == 2 and any(ctx.layout.since[p] & ctx.cue.balance for p in parts)


def _one_list(ctx: Context, t: int, parts: Parts) -> bool:
    """Whether total and parts stand in one plain list, where nothing marks the total."""
    cue, first, last = ctx.cue, min(t, *parts), max(t, *parts)
    if among_all(ctx, t, parts) or not cue.splits.isdisjoint(ctx.layout.between(first, last)):
        return False
    return all(ctx.layout.since[i] & cue.joint and extends(ctx, first, i) for i in range(first + 1, last + 1))


def _in_list(ctx: Context, t: int, first: int) -> bool:
    """Whether the supposed total is just the figure before in the same list."""
    if t != first - 1 or ctx.layout.near[t] & ctx.cue.source or not extends(ctx, t, first):
        return False
    return bool(ctx.layout.since[first] & (ctx.cue.joint | {ITEM}))


def amid(ctx: Context, t: int, first: int) -> bool:
    """Whether the supposed total stands in the middle of a list, with like figures of it on both sides."""
    if t == 0 or not _in_list(ctx, t, first) or ctx.alike(t - 1, t) < 2 or ctx.alike(t, first) < 2:
        return False
    return bool(ctx.layout.since[t] & ctx.cue.joint) and extends(ctx, t - 1, t)


def explicit(ctx: Context, t: int, parts: Parts) -> bool:
    """Whether words or brackets say that the list makes up the total; a bare neighbour says nothing."""
    lay = ctx.layout
    opposite = complementary(ctx, parts) and not one_sided(ctx, t)
    each = any(lay.since[p] & ctx.cue.each and lay.depth[p] == lay.depth[t] for p in parts)
    if len(parts) == 2 and each and not opposite:
        return False
    closed = rest(ctx, parts[-1]) and t < parts[-1] and not _in_list(ctx, t, parts[0])
    if closed or opposite or _said(ctx, t, parts) >= EXPLICIT:
        return True
    return make_hundred(ctx, parts) or _split(ctx, t, parts)


def _split(ctx: Context, t: int, parts: Parts) -> bool:
    """Whether a sentence splits what it is taken from: "dari 90 perkara, 60 ..., sementara 30 ...", or into many."""
    if t != parts[0] - 1 or not _all_alike(ctx, t, parts):
        return False
    back = points_to_it(ctx, t, parts[0])
    if not back and (not from_it(ctx, t) or STOP in ctx.layout.gaps[parts[0]]):
        return False
    many = not back and len(parts) >= MANY and closes(ctx, parts[-1])
    return many or (len(parts) == 2 and bool(ctx.layout.near[parts[1]] & ctx.cue.contrast))


def _told_off(ctx: Context, t: int, parts: Parts) -> bool:
    """Whether a sentence takes a list from the figure before, and ends it: "dari 21 desa, 16 ..., 4 ... dan 1"."""
    last, lay = parts[-1], ctx.layout
    listed = t == head(ctx, parts[0]) and len(parts) > 2 and parts == tuple(range(parts[0], last + 1))
    return (
        listed and lay.sentence[t] == lay.sentence[last] and from_it(ctx, t) and (closes(ctx, last) or rest(ctx, last))
    )


def points_to_it(ctx: Context, t: int, first: int) -> bool:
    """Whether a list is of the figure right before: "Rp 87 juta. Dari jumlah tersebut, 54 juta ..."."""
    said = ctx.layout.gaps[first].rpartition(STOP)[2].rpartition(BLOCK)[2][:1]
    return t == head(ctx, first) and said in ctx.cue.back - ctx.cue.that


def from_it(ctx: Context, t: int) -> bool:
    """Whether "dari" leads straight to the figure: "dari total belanja sebesar Rp 90 juta"."""
    gap, cue = ctx.layout.gaps[t], ctx.cue
    at = next((k for k in range(len(gap) - 1, -1, -1) if gap[k] in cue.source), None)
    return at is not None and len(gap) - at < 6 and not set(gap[at:]) & (cue.that | ENDS | {COMMA})


def _all_alike(ctx: Context, t: int, parts: Parts) -> bool:
    return all(ctx.alike(t, p) for p in parts)


def _said(ctx: Context, t: int, parts: Parts) -> float:
    """The part of the link that announces a complete list; "dari jumlah itu" announces none."""
    return _announcement(ctx, t, parts, _lead(ctx, t, parts[0])) if t < parts[0] else _link(ctx, t, parts)


def too_small(ctx: Context, t: int, parts: Parts) -> bool:
    """Whether a small total lacks the words that it needs: chance finds two and three in every text."""
    if ctx.value[t] > SMALL:
        return False
    if ctx.layout.block[t] != ctx.layout.block[parts[0]]:
        return _link(ctx, t, parts) < EXPLICIT and not named(ctx, t, parts[0])
    beside = t == parts[0] - 1 and not ctx.layout.since[parts[0]] & ctx.cue.breaks
    return not beside and not explicit(ctx, t, parts)


def distance(ctx: Context, t: int, parts: Parts) -> tuple[int, int]:
    """Like figures and ends of sentences between total and list."""
    near, far = (t, parts[0]) if t < parts[0] else (parts[-1], t)
    if near >= far:
        return 0, 0
    between = ctx.layout.between(near, far)
    stops = between.count(STOP) + between.count(BLOCK) - (ITEM in between)
    aside = ctx.figures[t].kind == "count" and not _compared(ctx, t)
    likes = (k for k in range(near + 1, far) if ctx.alike(k, t) and not (aside and _compared(ctx, k)))
    return sum(1 for _ in likes), max(0, stops)


def _compared(ctx: Context, k: int) -> bool:
    """Whether the figure is a former value or a difference, which no list follows: "541 tahun lalu, turun 229"."""
    return bool(ctx.layout.near[k] & (ctx.cue.than | ctx.cue.prior)) or is_difference(ctx, k)


def remoteness(ctx: Context, t: int, parts: Parts) -> float:
    """What distance between total and list counts against them; where the list names its total again, little."""
    likes, stops = distance(ctx, t, parts)
    far = 0.4 * likes + 0.4 * max(0, stops - 1)
    return min(far, 0.3) if named(ctx, t, parts[0]) or _counted(ctx, t, parts) else far


def named(ctx: Context, t: int, first: int) -> bool:
    """Whether the words that lead to the list name the total again: "Kecelakaan pelayaran terdiri atas ...".

    What it counts names it as well as two words do, where the list counts another thing: "Rincian bencana: banjir 5
    kejadian, ...".
    """
    lead, unit = ctx.layout.lead[first], ctx.figures[t].unit
    shared = ctx.topics[t] & lead
    counted = unit.lower() in lead and len(unit) > 3 and unit != ctx.figures[first].unit
    return t < first and (counted or (len(shared) >= 2 and sum(len(w) > 3 for w in shared) >= 2))


def summed_up(ctx: Context, t: int, parts: Parts) -> bool:
    """Whether the next figure behind a list is called its total, in the same sentence or at the start of the next."""
    before, _, said = ctx.layout.gaps[t].rpartition(STOP)
    called = said[:1] in ctx.cue.total and not ctx.cue.source & set(said) if before else ctx.cue.total & set(said)
    of_one = not before or ctx.alike(t, parts[0]) == 2
    return t == parts[-1] + 1 and bool(called) and of_one and BLOCK not in ctx.layout.gaps[t]
