"""Subsets: parts of a whole that are named alone."""

from collections import Counter
from collections.abc import Iterator
from decimal import Decimal
from typing import NamedTuple

from pipeline.claims.context import Context
from pipeline.claims.frames import Match
from pipeline.claims.layout import BLOCK, COLON, COMMA, STOP, WORDS, YEAR
from pipeline.claims.lists import Parts, longest, natural
from pipeline.claims.reading import TIERS, Reading

SAME_NOUN = 1.2  # decades for a part and a whole that one noun tells
HOLDS = 0.8  # decades for a part that is no larger than its whole
ALMOST, TOO_MUCH = Decimal("1.02"), Decimal(12)  # times its whole: a part that is mistyped lies between
LIKELY = -0.15  # decades from which a figure is taken for the whole of a ranking
NAMED = 1.0  # decades less for one that the ranking names again
LEAD = 12  # signs before a figure that may call it the first of a ranking
Pair = tuple[int, int, str, float]


def read(ctx: Context, found: list[Match], accepted: list[Reading]) -> Iterator[Reading]:
    """Parts that are framed, marked "di antaranya", taken from what was named before, or ranked."""
    totals = {p: r.indices("total")[0] for r in accepted if r.kind == "sum" for p in r.indices("part")}
    seen: set[tuple[int, int]] = set()
    taken = [*_framed(ctx, found), *_taken(ctx)]
    for w, p, rule, words in [
        *taken,
        *_of_a_whole(ctx, _among(ctx, totals)),
        *_lists(ctx, taken),
        *_ranked(ctx, accepted, totals),
    ]:
        if (w, p) not in seen and _may_be(ctx, w, p):
            seen.add((w, p))
            yield from _reading(ctx, w, p, rule, words)


def _may_be(ctx: Context, w: int, p: int) -> bool:
    shares = any(ctx.rate[i] or ctx.unit[i] == "%" for i in (w, p))
    if w == p or shares or not (ctx.alike(w, p) or _of_its_sort(ctx, w, p)):
        return False
    return "index" not in (ctx.figures[w].kind, ctx.figures[p].kind)


def _of_its_sort(ctx: Context, w: int, p: int) -> bool:
    """Whether the words behind the whole name what the part counts: "1.320 koleksi buku, 415 buku"."""
    return ctx.addable(w, p) and ctx.figures[p].unit in ctx.layout.after[w]


def _reading(ctx: Context, w: int, p: int, rule: str, words: float) -> Iterator[Reading]:
    moved = any(ctx.layout.near[i] & ctx.cue.turn for i in (w, p))
    holds = ctx.value[p] <= ctx.value[w]
    words += {2: 0.2, 1: 0.0, 0: -0.6}[ctx.alike(w, p)] - 1.5 * moved + SAME_NOUN * _of_one_noun(ctx, w, p)
    if not holds and not _may_be_wrong(ctx, w, p, rule):
        return
    yield Reading("subset", f"subset.{rule}", (("whole", w), ("part", p)), words, HOLDS if holds else 0.0, holds)


def _of_one_noun(ctx: Context, w: int, p: int) -> bool:
    """Whether both are told with one noun, and nothing but "of" between: "28 provinsi dari 34 provinsi"."""
    lay, nouns = ctx.layout, {word for i in (w, p) for word in ctx.layout.after[i][:1]}
    told = len(lay.after[w]) > 0 < len(lay.after[p]) and nouns == {ctx.figures[p].unit.lower()}
    return p + 1 == w and told and set(lay.gaps[w]) - {WORDS} <= ctx.cue.source


def _may_be_wrong(ctx: Context, w: int, p: int, rule: str) -> bool:
    """Whether a part above its whole is a slip: of one unit and size; a price "from 5 to 10" is none."""
    if rule.endswith("-list") and rule.startswith("of-"):
        return False
    if rule.startswith("among") and ctx.layout.sentence[w] != ctx.layout.sentence[p]:
        return False
    open_ended = any(ctx.figures[i].bound in ("at_least", "at_most") for i in (w, p))  # "one in more than ten"
    if open_ended or any(ctx.ranges(i) for i in (w, p)) or _larger_beside(ctx, w, p):
        return False
    if not ctx.of_one_time((w, p)):
        return False
    if ctx.layout.ahead_until(w, 3, ",.NP(") & {YEAR, *ctx.cue.prior}:  # "642 panggilan dari 331 panggilan pada 2021"
        return False
    ratio = ctx.value[p] / ctx.value[w] if ctx.value[w] else TOO_MUCH
    named = ctx.alike(w, p) and all(ctx.figures[i].unit and ctx.figures[i].kind == "count" for i in (w, p))
    return bool(named) and ALMOST < ratio < TOO_MUCH


def _larger_beside(ctx: Context, w: int, p: int) -> bool:
    """Whether the sentence of the whole has a larger figure that the part may be of."""
    sentence = ctx.layout.sentence
    near = (k for k in range(max(0, w - LEAD), w) if k != p and sentence[k] == sentence[w] and ctx.alike(k, p))
    return any(ctx.value[k] >= ctx.value[p] for k in near)


def _framed(ctx: Context, found: list[Match]) -> Iterator[Pair]:
    for m in found:
        if m.frame.kind != "subset":
            continue
        w, p, rule = m.roles["whole"], m.roles["part"], m.frame.id.removeprefix("subset.")
        if ctx.layout.since[w] & ctx.cue.among:
            continue
        if ctx.layout.near[p] & ctx.cue.rank and ctx.layout.near[p] & ctx.cue.source and rule == "of-that":
            continue  # "that is only some of the 2.000"
        if m.frame.scope == "process" and not _process(ctx, w, p):
            continue
        yield w, p, rule, TIERS[m.frame.tier]


def _process(ctx: Context, w: int, p: int) -> bool:
    """Whether two counts of one thing can be before and after a process: "1.250 orang, 12 positif"."""
    counts = ctx.figures[w].kind == ctx.figures[p].kind == "count" and bool(ctx.alike(w, p))
    return counts and not _side_by_side(ctx, w, p) and not set(ctx.layout.between(w, p)) & ctx.cue.source


def _side_by_side(ctx: Context, w: int, p: int) -> bool:
    """Whether both counts are told with an outcome of their own: "30 orang selamat, 19 orang meninggal"."""
    lay = ctx.layout
    behind = set(lay.ahead(p, 3)) & ctx.cue.positive
    own = set(lay.gaps[p].partition(COMMA)[0]) | lay.near[w]
    return p == w + 1 and bool(behind) and not ctx.cue.positive.isdisjoint(own)


def _among(ctx: Context, totals: dict[int, int]) -> Iterator[Pair]:
    """The figure beside "di antaranya": of the last figure of its unit, or of the total that that is a part of."""
    for p in range(1, len(ctx.figures)):
        before = bool(_clause(ctx.layout.gaps[p]) & ctx.cue.among)
        if not before and not ctx.layout.ahead_until(p, 3, ",.¶NP") & ctx.cue.behind:
            continue
        if (w := _last_alike(ctx, p)) is None:
            continue
        if p in totals and p not in (w, totals[p]):
            continue  # the sum says more
        whole = totals[w] if totals.get(w, p) < p else w
        yield whole, p, "among", TIERS["strong"]
        if before:
            yield from ((whole, q, "among-list", 2.0) for run in natural(ctx, p) for q in run[1:])


def _of_a_whole(ctx: Context, pairs: Iterator[Pair]) -> list[Pair]:
    """Without those of a figure that several parts exceed: it is no whole: "4 hama, di antaranya wereng 84, ..."."""
    found = list(pairs)
    exceeded = Counter(w for w, p, _, _ in found if ctx.value[p] > ctx.value[w])
    return [pair for pair in found if exceeded[pair[0]] < 2]


def _clause(gap: str) -> set[str]:
    """The last clause of what stands before a figure; it goes on in the next paragraph behind a colon only."""
    signs = set(gap.rpartition(",")[2] if "," in gap else gap[3:])
    return signs if BLOCK not in signs or COLON in signs else set()


def _last_alike(ctx: Context, p: int) -> int | None:
    """The nearest figure of the same unit before, or else of the same class."""
    lay = ctx.layout
    for reach, stops, fit in ((5, 2, 2), (2, 1, 1), (1, 6 * _points_back(ctx, p), 2)):
        for k in range(p - 1, max(-1, p - 1 - reach), -1):
            same = ctx.figures[k].kind == ctx.figures[p].kind
            if same and ctx.alike(k, p) >= fit and lay.sentence[p] - lay.sentence[k] <= stops:
                return k
    return None


def _taken(ctx: Context) -> Iterator[Pair]:
    """ "Dari rawat jalan itu, 205": of the figure whose words are named again."""
    for p in range(1, len(ctx.figures)):
        if _points_back(ctx, p) and not _of_other_things(ctx, p):
            before = [k for k in range(max(0, p - REACH), p) if ctx.addable(k, p)]
            w = _best_named(ctx, before, p)
            if w is not None:
                yield w, p, "of-that", 1.8


def _lists(ctx: Context, taken: list[Pair]) -> Iterator[Pair]:
    """The rest of a list of which the first is taken from a whole: "dari 90 itu, 80 dibaca, 70 dijawab dan 60"."""
    sentence = ctx.layout.sentence
    for w, p, rule, words in taken:
        if rule.startswith("of-") and ctx.figures[p].kind == "count":
            beside = (q for q in longest(ctx, p)[1:] if sentence[q] == sentence[p] and q != w)
            yield from ((w, q, f"{rule}-list", words) for q in beside)


def _points_back(ctx: Context, p: int) -> bool:
    """Whether it is taken from what was told before, be it some sentences back: "dari jumlah itu, 205"."""
    near, cue = ctx.layout.near[p], ctx.cue
    return bool(near & cue.back and near & cue.source)


def _of_other_things(ctx: Context, p: int) -> bool:
    """Whether what is taken up is the figure before, of another sort: "38 tabrakan. Dari tabrakan itu, 42 korban"."""
    return ctx.figures[p - 1].unit in ctx.layout.lead[p] and not ctx.alike(p - 1, p)


REACH = 40  # figures back to what is named again


def _best_named(ctx: Context, candidates: list[int], p: int) -> int | None:
    """The figure whose words come again before figure p, the most of them, the nearest first; None without any."""
    lead = ctx.layout.lead[p]
    shared = {k: len(ctx.topic(k) & lead) for k in candidates}
    best = max(shared, key=lambda k: (shared[k], -len(ctx.topic(k) - lead), k), default=None)
    return best if best is not None and shared[best] else None


def _ranked(ctx: Context, accepted: list[Reading], totals: dict[int, int]) -> Iterator[Pair]:
    """The first of a ranking: parts of what a neighbour is a share of, or of what most speaks for being the whole."""
    of = {i: r.indices("whole")[0] for r in accepted if r.kind == "percent" for i in r.indices("part")}
    told = _Told.of(accepted)
    used: set[int] = set()
    for first in range(len(ctx.figures)):
        if first in totals or first in used or ctx.unit[first] == "%" or not _leads_ranking(ctx, first):
            continue
        run = _carried_on(ctx, longest(ctx, first))
        used |= set(run)
        whole = of[first] if first in of else _whole_of_ranking(ctx, run, told)
        if whole is not None and ctx.made(run)[0] < ctx.value[whole]:  # all of it is a sum, and no ranking
            yield from ((whole, q, "ranked", 1.2) for q in run if q not in of and q not in totals)


def _carried_on(ctx: Context, run: Parts) -> Parts:
    """The ranking with the places that the next sentences tell, none larger than the last: "Utara 98. Barat 74"."""
    for i in range(run[-1] + 1, len(ctx.figures)):
        if ctx.says_again(i):
            continue
        if not _next_place(ctx, run[-1], i):
            break
        run = (*run, i)
    return run


def _next_place(ctx: Context, last: int, i: int) -> bool:
    """Whether a figure is told as the next of a ranking: by its name alone, in the same paragraph, and no larger."""
    lay, plain = ctx.layout, {WORDS, STOP} | ctx.cue.joint | ctx.cue.onward
    told = lay.group[i] == lay.group[last] and ctx.alike(i, last) and set(lay.gaps[i]) <= plain
    return bool(told) and ctx.value[i] <= ctx.value[last]


def _leads_ranking(ctx: Context, first: int) -> bool:
    place = ctx.layout.place[first]
    return bool(set(ctx.layout.signs[max(0, place - LEAD) : place].rpartition(".")[2]) & ctx.cue.rank)


class _Told(NamedTuple):
    """What the accepted readings say of figures: totals of sums, wholes of shares, parts, and what is said twice."""

    totals: frozenset[int]
    wholes: frozenset[int]
    parts: frozenset[int]
    twice: frozenset[int]

    @classmethod
    def of(cls, accepted: list[Reading]) -> "_Told":
        def roles(kinds: tuple[str, ...], *names: str) -> frozenset[int]:
            return frozenset(i for r in accepted if r.kind in kinds for i in r.indices(*names))

        return cls(
            roles(("sum",), "total"), roles(("percent", "target"), "whole", "target"), roles(("sum",), "part"),
            roles(("restatement",), "value"),
        )  # fmt: skip


# Decades for the whole of a ranking, fitted by logistic regression to 100 rankings in 380 annotated texts.
_TOTAL, _WHOLE, _PART, _TWICE, _GROUP, _FORMER, _GOAL = 0.67, 0.6, -0.67, 0.26, 0.4, -0.39, -1.1
_BEHIND, _ONE, _COVERED, _AWAY, _UNLIKELY = 0.65, -0.48, 0.95, 0.02, -1.6


def _whole_of_ranking(ctx: Context, run: Parts, told: _Told) -> int | None:
    """The figure that the words of the ranking name again, or else the one that most speaks for, if it is likely."""
    least = sum(ctx.value[q] for q in run)
    before = range(max(0, run[0] - REACH), run[0])
    fit = {k: _fitness(ctx, k, run, told) for k in before if ctx.alike(k, run[0]) and ctx.value[k] > least}
    apart = [k for k in fit if ctx.layout.sentence[k] != ctx.layout.sentence[run[0]]]
    named, best = _best_named(ctx, apart, run[0]), max(fit, key=lambda k: (fit[k], k), default=None)
    if named is not None and fit[named] > LIKELY - NAMED:
        return named
    return best if best is not None and fit[best] > LIKELY else None


def _fitness(ctx: Context, k: int, run: Parts, told: _Told) -> float:
    """Decades for a figure as the whole of a ranking."""
    lay, cue, first = ctx.layout, ctx.cue, run[0]
    near, apart = lay.near[k], lay.sentence[first] - lay.sentence[k]
    score = _TOTAL * (k in told.totals) + _WHOLE * (k in told.wholes) + _PART * (k in told.parts)
    score += _TWICE * (k in told.twice) + _GROUP * (lay.group[k] == lay.group[first]) + _GOAL * bool(near & cue.goal)
    score += _FORMER * bool(near & (cue.prior | cue.than)) + _BEHIND * (k == first - 1 and not apart)
    covered = float(sum(ctx.value[q] for q in run) / ctx.value[k])
    return _UNLIKELY + score + _ONE * (len(run) == 1) + _COVERED * covered + _AWAY * min(apart, 15)
