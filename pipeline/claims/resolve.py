"""Of rival readings of the same figures, the ones that are said.

In the order of trust: readings that hold, the best first; then those that accuse, where nothing that holds explains the
figures; last what nearly any numbers fulfil.
"""

from collections import defaultdict
from collections.abc import Callable, Iterable
from decimal import Decimal
from typing import NamedTuple

from pipeline.claims.reading import Members, Reading
from pipeline.claims.slips import one_slip

NEAR = 100  # figures within which a whole may be said again
Place = int | tuple[Decimal, int]  # a figure, or the value of a whole and where about it stands

# Decades of evidence, words and arithmetic together, from which a reading that holds is said, and decades of words.
HOLDS = {
    "sum": (1.6, -9.0), "percent": (1.2, -9.0), "change": (1.0, -9.0), "target": (1.5, 0.0), "restatement": (0.2, -9.0),
    "subset": (1.5, 1.1), "average": (2.0, 0.0), "product": (1.8, 0.0),
}  # fmt: skip
# The same for one that accuses; of products only a conversion beside its rate: measured, nearly all others were none.
ACCUSES = {
    "percent": (2.2, 1.0), "change": (2.2, 1.5), "target": (2.0, 1.5), "restatement": (1.7, -1.5),
    "subset": (2.0, 2.1), "average": (2.5, 1.5), "product": (2.5, 2.5),
}  # fmt: skip
# The more the arithmetic says, the less the words must: (decades of odds, decades of words).
BY_ODDS = {
    "percent": ((-1.0, 1.4), (0.35, 1.1), (0.5, 0.8), (0.7, 0.55), (1.3, 0.2), (1.5, -0.1), (1.85, -0.55), (2.8, -1.4)),
    "sum": ((-1.0, 2.0), (0.7, 0.75), (1.25, 0.6), (1.7, 0.35), (2.1, 0.0), (2.6, -0.35), (3.1, -1.0), (4.0, -1.3)),
    "change": ((-1.0, 1.9), (0.0, 1.5), (0.5, 0.9), (1.5, 0.3), (2.3, 0.0), (3.0, -0.8), (4.5, -1.4)),
}
CERTAIN = 3.0  # decades of odds that excuse some lack of words
EXCUSED = 0.8
# The same for a list that does not add up, with the odds of a slip; small figures are a slip away from anything.
LISTED = ((0.0, 3.2), (0.1, 2.4), (0.3, 2.3), (1.0, 1.9), (1.5, 1.5), (2.0, 1.1), (3.3, 0.4), (4.3, -0.4))
LEAST_SLIP = {
    "percent.named-whole": 0.5,
    "change.three-of-four": 1.0,
    "restatement.converted": 0.1,
}  # readings that only a slip makes
CONFIRMED = (4.0, -0.8)  # decades of odds from which three figures tell what the fourth should be, and of words
FIRM = ("change.three-of-four", "target.")  # where a slip explains it, it is as sure as one that holds
PLAIN = (
    2.0  # decades of words from which a reading that holds leaves no room for others of its percentage or difference
)
FOUND = ("change.adds-up", "percent.adds-up")  # readings whose figures only arithmetic brought together
ANNOUNCED = 2.5  # decades of words that announce a list
SLIP = 0.5  # decades of a slip in such a list, from which it outweighs a chance among its figures
CHANCE = 1.5  # decades against chance up to which another total may be one
SHARE, MARGIN = 2.0, 1.0  # decades against chance of a percentage that was found, and by how much more words must say
EXACT = {"sum", "change", "restatement"}  # kinds that tell every digit of their figures
# Decades: old + delta = new is a sum as well, achieved of target a share, but these words are plainer.
PREFERRED = {"change": 3.0, "target": 1.0}


def resolve(readings: Iterable[Reading]) -> list[Reading]:
    """The readings that stand, each if no better one contradicts it."""
    good = sorted((r for r in readings if enough(r)), key=_rank)
    plain = {i for r in good if r.holds and r.words >= PLAIN for i in r.anchors}
    firm = (r for r in reversed(good) if not r.holds and r.kind in ("change", "percent") and r.odds >= 1.0)
    firm = (r for r in firm if r.rule != "percent.slip")  # which no words frame
    framed = {i: r for r in firm for i in r.anchors}
    spoiled = [r for r in good if r.kind == "sum" and not r.holds and r.words >= ANNOUNCED and r.odds >= SLIP]
    chosen: list[Reading] = []
    at: dict[Place, list[Reading]] = defaultdict(list)
    right: set[int] = set()
    held: set[int] = set()
    for r in good:
        if not r.holds and (_explained(r, right, held) or r.anchors & plain):
            continue
        if r.rule in FOUND and any(_outdoes(framed[i], r) for i in r.anchors if i in framed):
            continue
        if r.kind == "sum" and any(_by_chance(r, other) for other in spoiled):
            continue
        places = _places(r)
        if any(clash(r, other) for other in _beside(places, at)):
            continue
        chosen.append(r)
        for place in places:
            at[place].append(r)
        if r.holds:
            held |= set(r.indices())
            right |= set(r.indices()) if r.kind in EXACT else set()
    return _gathered(chosen)


def _rank(r: Reading) -> tuple[bool, bool, float, Members]:
    firm = r.holds or (r.rule.startswith(FIRM) and r.odds >= 1.0)
    return _says_little(r), not firm, -r.score - PREFERRED.get(r.kind, 0.0), r.members


def _says_little(r: Reading) -> bool:
    """Whether it holds with nearly any numbers: a part of a whole, a target without its percentage."""
    return r.kind in ("subset", "target") and len(r.members) == 2


def _beside(places: list[Place], at: dict[Place, list[Reading]]) -> Iterable[Reading]:
    """The chosen readings at these places: they share a figure, or say the same whole again."""
    return {id(other): other for place in places if place in at for other in at[place]}.values()


def _places(r: Reading) -> list[Place]:
    here = r.members[0][1] // NEAR
    wholes = [value for role, value in r.values if role in ("total", "whole", "target", "old")]
    return [*r.indices(), *((value, at) for value in wholes for at in (here, here + 1))]


# -- enough evidence ---------------------------------------------------------------------------------------------------


def enough(r: Reading) -> bool:
    """Whether it would be said if no other reading contradicted it."""
    return _enough_to_say(r) if r.holds else _enough_to_accuse(r)


def _enough_to_say(r: Reading) -> bool:
    score, words = HOLDS[r.kind]
    if r.kind in BY_ODDS:
        return r.score >= score and any(r.odds >= odds and r.words >= least for odds, least in BY_ODDS[r.kind])
    return r.score >= score and r.words >= (words if r.odds < CERTAIN else words - EXCUSED)


def _enough_to_accuse(r: Reading) -> bool:
    if r.kind == "sum":
        return any(r.odds >= odds and r.words >= words for odds, words in LISTED)
    if r.odds < LEAST_SLIP.get(r.rule, 0.0):
        return False
    if r.rule == "change.three-of-four" and r.odds >= CONFIRMED[0] and r.words >= CONFIRMED[1]:
        return True
    score, words = ACCUSES.get(r.kind, (99.0, 99.0))
    return r.score >= score and r.words >= words


def _explained(r: Reading, right: set[int], held: set[int]) -> bool:
    """Whether every figure of this accusation is right in other claims already; one of two values, to the digit."""
    told = set(r.indices())
    if r.kind == "restatement" and told & right and told <= held:
        return True
    return r.kind not in ("percent", "change", "target") and told <= right


# -- contradictions ----------------------------------------------------------------------------------------------------


def clash(a: Reading, b: Reading) -> bool:
    """Whether both can't be true: the same figures in the same or in another role."""
    if a.anchors & b.anchors:
        return True
    test = _CLASHES.get((a.kind, b.kind))
    if test:
        return test(a, b)
    test = _CLASHES.get((b.kind, a.kind))
    return test(b, a) if test else False


def _sums(a: Reading, b: Reading) -> bool:
    ta, tb = a.indices("total")[0], b.indices("total")[0]
    pa, pb = set(a.indices("part")), set(b.indices("part"))
    if pa == pb and _mistyped_total(a, b):
        return False
    if pa == pb or len(pa & pb) >= 2 or (ta in pb and tb in pa):
        return True
    return (ta == tb and bool(pa & pb)) or a.values == b.values


def _outdoes(framed: Reading, found: Reading) -> bool:
    """Whether words name other ends of a difference, and a slip explains why they do not agree.

    It does so above all where they differ in one end: that is told elsewhere as it was meant. A percentage that is
    right to the third digit is hardly found by chance.
    """
    margin = MARGIN if found.odds >= SHARE and _is_part(found) else 0.0
    return framed.score > found.score + margin or (_differ_in_one(framed, found) and _apart(framed, found))


def _is_part(r: Reading) -> bool:
    """Whether the part is no larger than its whole: so many times a whole may be a rise that is told wrongly."""
    part, whole = r.value("part"), r.value("whole")
    return part is not None and whole is not None and part <= whole


def _differ_in_one(a: Reading, b: Reading) -> bool:
    return len(set(a.members) ^ set(b.members)) == 2


def _apart(a: Reading, b: Reading) -> bool:
    """Whether what they differ in is no rounding of one value: 7.169 and 7.169,73."""
    differ = {*a.values} ^ {*b.values}
    if len(differ) != 2:
        return False
    (_, one), (_, other) = differ
    return abs(one - other) >= Decimal(1).scaleb(max(int(v.as_tuple().exponent) for v in (one, other)))


def _by_chance(s: Reading, spoiled: Reading) -> bool:
    """Whether a sum comes of a list that a slip keeps from making its total: within it, or of a far likelier total.

    Or it makes that total of other figures, by less than the slip says.
    """
    if set(s.indices()) <= set(spoiled.indices("part")):
        return True
    if s.indices("total") == spoiled.indices("total"):
        some = set(s.indices("part")) < set(spoiled.indices("part"))  # a part was left out when it was added up
        return spoiled.words >= s.words + SLIP and (some or spoiled.odds > s.odds)
    return s.indices("part") == spoiled.indices("part") and s.odds < CHANCE and spoiled.words >= s.words + SLIP


def _mistyped_total(a: Reading, b: Reading) -> bool:
    """Whether one list is told with two totals, one of them right and the other, that words announce, a slip off it."""
    wrong = a if b.holds else b
    if a.holds == b.holds or wrong.words < ANNOUNCED or wrong.odds < SLIP:
        return False
    return wrong.odds >= 1.0 or one_slip(*(str(r.value("total")) for r in (a, b)))


def _sum_change(s: Reading, c: Reading) -> bool:
    """A sum of a difference is the change again; a difference is no part of a list that does not add up."""
    if sorted(v for _, v in s.values) == sorted(v for role, v in c.values if role != "percent"):
        return True
    return not s.holds and bool(set(s.indices("part")) & set(c.indices("delta")))


def _sum_subset(s: Reading, c: Reading) -> bool:
    """A part of a sum is no subset of its neighbour, nor once more of its total."""
    w, p, parts = c.indices("whole")[0], c.indices("part")[0], s.indices("part")
    if (w in parts and p in parts) or (w == s.indices("total")[0] and p in parts):
        return True
    return c.value("whole") == s.value("total") and ("part", c.value("part")) in s.values


def _subset_share(c: Reading, s: Reading) -> bool:
    """A subset that is told as a percentage, too, is told already."""
    if set(c.indices()) <= set(s.indices()):
        return True
    told = {v for role, v in s.values if role in ("whole", "part", "target", "achieved")}
    return s.kind != "change" and {v for _, v in c.values} <= told


def _targets(a: Reading, b: Reading) -> bool:
    if len(a.members) != len(b.members) and all(a.value(r) == b.value(r) for r in ("target", "achieved")):
        return True
    return any(set(a.indices(r)) & set(b.indices(r)) for r in ("target", "achieved"))


def _one_change(a: Reading, b: Reading) -> bool:
    """Whether both are of the same ends; one may tell their difference, with a slip, and the other their percentage."""
    told = {role for role, _ in a.members} & {role for role, _ in b.members}
    slip = all(r.holds or r.odds >= SLIP for r in (a, b))
    return a.indices("old", "new") == b.indices("old", "new") and (bool(told - {"old", "new"}) or not slip)


_CLASHES: dict[tuple[str, str], Callable[[Reading, Reading], bool]] = {
    ("sum", "sum"): _sums,
    ("sum", "change"): _sum_change,
    ("sum", "subset"): _sum_subset,
    ("subset", "percent"): _subset_share,
    ("subset", "change"): _subset_share,
    ("subset", "target"): _subset_share,
    ("subset", "restatement"): lambda a, b: set(a.indices()) == set(b.indices()),
    ("subset", "subset"): lambda a, b: a.indices("part") == b.indices("part"),
    ("product", "product"): lambda a, b: len(set(a.indices()) & set(b.indices())) >= 2,
    ("target", "target"): _targets,
    ("change", "change"): lambda a, b: a.values == b.values or _one_change(a, b),
    ("percent", "percent"): lambda a, b: a.values == b.values,
}


# -- restatements ------------------------------------------------------------------------------------------------------


def _gathered(chosen: list[Reading]) -> list[Reading]:
    """Restatements that share a figure, as one; a rounded figure stands for one exact value only."""
    told = [r for r in chosen if r.kind == "restatement" and r.holds]
    groups: dict[int, _Group] = {}
    home: dict[tuple[str, int], int] = {}
    for number, r in enumerate(sorted(told, key=lambda r: (r.rule, -r.score, r.members))):
        homes = [groups[n] for n in sorted({home[m] for m in r.members if m in home})]
        if homes and r.rule != "restatement.equal" and len({v for _, v in (*homes[0].values, *r.values)}) > 2:
            continue
        for group in homes:
            del groups[group.number]
        groups[number] = joined = _joined(number, homes, r)
        home |= dict.fromkeys(joined.members, number)
    return [r for r in chosen if r.kind != "restatement" or not r.holds] + [g.reading() for g in groups.values()]


class _Group(NamedTuple):
    """Restatements that share figures: the best of them, with the figures and values of all."""

    number: int
    best: Reading
    members: set[tuple[str, int]]
    values: set[tuple[str, Decimal]]

    def reading(self) -> Reading:
        members, values = sorted(self.members, key=lambda m: m[1]), sorted(self.values)
        return self.best._replace(members=tuple(members), values=tuple(values))


def _joined(number: int, homes: list[_Group], r: Reading) -> _Group:
    """The figures and values of these groups, and of one more restatement."""
    members = set(r.members).union(*(g.members for g in homes))
    values = set(r.values).union(*(g.values for g in homes))
    return _Group(number, homes[0].best if homes else r, members, values)
