"""Of rival readings of the same figures, the ones that are said."""

from collections.abc import Iterable
from dataclasses import replace

from pipeline.claims.reading import Reading

# Decades of evidence that a reading needs before it is said, by kind: one that holds, and one that accuses.
HOLDS = {"sum": 1.6, "percent": 1.5, "change": 1.5, "target": 1.5, "restatement": 2.2, "subset": 1.5, "average": 2.0, "product": 1.8}
ACCUSES = {"sum": 3.0, "percent": 2.2, "change": 2.2, "target": 2.0, "restatement": 2.5, "subset": 2.0, "average": 2.5, "product": 9.0}
# The more the arithmetic says, the less the words must: (decades of odds, decades of words).
SUMS = ((-1.0, 2.0), (0.7, 0.75), (2.0, 0.4), (2.6, -0.35), (4.5, -1.1))
LEAST = {"sum": 0.9, "percent": 0.2, "change": 0.0, "target": 0.0, "restatement": 0.3, "subset": 0.0, "average": 0.0, "product": 0.0}
WORDS = {"sum": 2.2, "percent": 1.0, "change": 1.0, "target": 1.5, "restatement": 1.0, "subset": 2.0, "average": 1.5, "product": 9.0}


def _anchors(r: Reading) -> set[tuple[str, int]]:
    """What a figure can be only once: the percentage of one claim, the difference of one change."""
    if r.kind in ("percent", "change", "target"):
        return {("share", i) for i in r.indices("percent", "delta")}
    if r.kind == "average":
        return {("mean", i) for i in r.indices("mean")}
    return set()


def _clash(a: Reading, b: Reading) -> bool:
    """Whether both can't be true: the same figures in the same or in another role."""
    if _anchors(a) & _anchors(b):
        return True
    if a.kind == "sum" == b.kind:
        ta, tb = a.indices("total")[0], b.indices("total")[0]
        pa, pb = set(a.indices("part")), set(b.indices("part"))
        if ta == tb and pa & pb:
            return True
        if a.values == b.values:
            return True
        if pa == pb or (ta in pb and tb in pa):
            return True
        if len(pa & pb) >= 2:
            return True
    if {a.kind, b.kind} == {"sum", "change"}:
        s, c = (a, b) if a.kind == "sum" else (b, a)
        if set(s.indices()) == set(c.indices("old", "new", "delta")):
            return True
        if set(s.indices("part")) & set(c.indices("delta")) and not s.holds:
            return True
    if {a.kind, b.kind} == {"sum", "subset"}:
        s, c = (a, b) if a.kind == "sum" else (b, a)
        w, p = c.indices("whole")[0], c.indices("part")[0]
        parts = s.indices("part")
        if (w in parts and p in parts) or (w == s.indices("total")[0] and p in parts):
            return True
    if a.kind == "subset" == b.kind:
        return a.indices("part") == b.indices("part")
    if "subset" in (a.kind, b.kind):
        s, c = (a, b) if a.kind == "subset" else (b, a)
        pair = {v for _, v in s.values}
        if c.kind in ("sum", "percent", "target") and pair == {v for role, v in c.values if role in ("whole", "part", "total", "target", "achieved")} & pair and len(pair) == 2:
            return c.kind != "sum" or s.value("whole") == c.value("total")
        if c.kind in ("percent", "change", "target") and set(s.indices()) <= set(c.indices()):
            return True
        if c.kind == "restatement" and set(s.indices()) == set(c.indices()):
            return True
    if a.kind == "product" == b.kind:
        return len(set(a.indices()) & set(b.indices())) >= 2
    if a.kind == "target" == b.kind:
        return (len(a.members) != len(b.members) and set(a.values[:2]) <= set(b.values)) or bool(set(a.indices("target")) & set(b.indices("target")) or set(a.indices("achieved")) & set(b.indices("achieved")))
    return False


def resolve(readings: Iterable[Reading]) -> list[Reading]:
    """The readings that stand, the best first: those that hold, then those that accuse what nothing explains, subsets last."""
    good = sorted((r for r in readings if _enough(r)), key=lambda r: (r.kind == "subset", not r.holds, -r.score - 3 * (r.kind == "change"), r.members))
    chosen: list[Reading] = []
    for r in good:
        if not any(_clash(r, other) for other in chosen) and (r.holds or not _explained(r, chosen)):
            chosen.append(r)
    return gather(chosen)


def gather(chosen: list[Reading]) -> list[Reading]:
    """Restatements that share a figure, as one; a rounded figure stands for one exact value only."""
    groups: list[Reading] = []
    others = [r for r in chosen if r.kind != "restatement" or not r.holds]
    for r in sorted((r for r in chosen if r.kind == "restatement" and r.holds), key=lambda r: (r.rule, -r.score, r.members)):
        homes = [k for k, g in enumerate(groups) if set(g.members) & set(r.members)]
        if not homes:
            groups.append(r)
        elif r.rule == "restatement.equal" or len({v for g in (groups[homes[0]], r) for _, v in g.values}) <= 2:
            members = {m for k in homes for m in groups[k].members} | set(r.members)
            values = {v for k in homes for v in groups[k].values} | set(r.values)
            merged = replace(groups[homes[0]], members=tuple(sorted(members, key=lambda m: m[1])), values=tuple(values))
            groups = [g for k, g in enumerate(groups) if k not in homes] + [merged]
    return others + groups


def _explained(r: Reading, chosen: list[Reading]) -> bool:
    """Whether every figure of this accusation is right in other claims already."""
    if r.kind in ("percent", "change", "target"):
        return False
    right = {i for c in chosen if c.holds and c.kind not in ("subset",) for i in c.indices()}
    return set(r.indices()) <= right


def _enough(r: Reading) -> bool:
    if r.holds:
        if r.kind == "sum":
            return r.score >= HOLDS["sum"] and any(r.odds >= odds and r.words >= words for odds, words in SUMS)
        return r.score >= HOLDS[r.kind] and r.words >= (LEAST[r.kind] if r.odds < 3 else LEAST[r.kind] - 0.8)
    if r.rule == "percent.named-whole" and not r.odds:
        return False
    if r.kind == "sum":
        return r.strong and (r.words >= 3.2 or (r.odds > 0 and r.words >= 2.3 and r.score >= 2.5))
    return r.score >= ACCUSES[r.kind] and r.words >= WORDS[r.kind]
