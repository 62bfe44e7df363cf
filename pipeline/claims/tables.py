"""The hidden tables of a release: what its claims and its parallel sentences would look like in rows and columns."""

import re
from bisect import bisect_right
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from itertools import accumulate

from pipeline.claims.naming import Naming, Surroundings, by_words_after, by_words_before, lexicon
from pipeline.language import Language
from pipeline.records import Block, Cell, Claim, Document, Figure

SHORT = 90  # characters of a line that may be a row without a bullet
NEAR = 5  # figures between the same row of two columns
APART = 3  # figures between two rows that belong to no row
PARTS = tuple(f"part{k}" for k in range(16))
RANK = {"old": 1, "target": 1, "new": 2, "achieved": 2, "delta": 3, "percent": 4}  # the order that readers expect
ROLE = {"percent": "share", "delta": "change"}

_END = re.compile(r"[.!?][\"'”’)]*\s|\n")

Slot = str
Row = dict[Slot, int]


@dataclass(frozen=True, slots=True)
class Grid:
    """A table without names: figures by slot, the columns that are to be; the row of totals apart."""

    rows: tuple[Row, ...]
    total: Row = field(default_factory=dict)

    @property
    def first(self) -> int:
        return min(i for row in (*self.rows, self.total) for i in row.values())

    def slots(self) -> list[Slot]:
        """The columns in the order of the text; those beside a sum where at least half of the rows have them."""
        often = Counter(slot for row in self.rows for slot in row)
        kept = [s for s in often if " " not in s or (often[s] >= 2 and often[s] * 2 >= len(self.rows))]
        return sorted(kept, key=lambda slot: (RANK.get(_claimed(slot), 0), _place(slot, self.rows)))


def _claimed(slot: Slot) -> str:
    """The role in a claim that this column comes from."""
    return slot.rpartition(".")[2]


def _place(slot: Slot, rows: Sequence[Row]) -> int:
    """How many columns stand before this one where a row names it first."""
    row = next(row for row in rows if slot in row)
    return sum(i < row[slot] for i in row.values())


@dataclass(frozen=True, slots=True)
class Page:
    """For each figure a number for its sentence and one for its block; the items of a list are one of both."""

    sentences: tuple[int, ...]
    blocks: tuple[int, ...]


def _page(document: Document, figures: Sequence[Figure]) -> Page:
    starts = [block.start for block in document.blocks]
    ends = [match.end() for match in _END.finditer(document.text)]
    lists = tuple(accumulate(_breaks(document.blocks)))
    at = [max(0, bisect_right(starts, figure.start) - 1) for figure in figures]
    sentence = (
        bisect_right(ends, f.start) if not _line(document.blocks[b]) else -lists[b]
        for b, f in zip(at, figures, strict=True)
    )
    return Page(tuple(sentence), tuple(lists[b] for b in at))


def _breaks(blocks: Sequence[Block]) -> Iterator[int]:
    """1 for each block that begins something new: all but a line that follows a line."""
    line = False
    for block in blocks:
        before, line = line, _line(block)
        yield int(not (before and line))


def _line(block: Block) -> bool:
    """Whether a block is a row of a list, by its bullet or because it is short."""
    return block.kind in ("item", "cell") or block.end - block.start < SHORT


def cells(
    claims: Sequence[Claim], figures: Sequence[Figure], document: Document, language: Language
) -> tuple[Cell, ...]:
    """The hidden tables as cells, numbered in the order of the text; a figure may stand in several."""
    around = Surroundings(document, figures, lexicon(language))
    related = _related(claims, figures)
    found = sorted([*_columns(related), *_lines(related, _page(document, figures))], key=lambda grid: grid.first)
    named = (t for t in (_named(grid, around) for grid in found) if t)
    return tuple(
        Cell(figures[i], f"{document.doc_id}#T{n}", row, column, role)
        for n, table in enumerate(named, start=1)
        for i, row, column, role in table
    )


@dataclass(frozen=True, slots=True)
class Related:
    """The claims by their figures as places in the text."""

    sums: tuple[tuple[int, tuple[int, ...]], ...]
    lines: tuple[tuple[str, Row], ...]
    of: Mapping[int, Sequence[int]]


def _related(claims: Sequence[Claim], figures: Sequence[Figure]) -> Related:
    place = {figure.figure_id: i for i, figure in enumerate(figures)}
    sums, lines = [], []
    for claim in claims:
        at = [(m.role, place[m.figure.figure_id]) for m in claim.members]
        if claim.kind == "sum":
            whole = next(i for role, i in at if role == "total")
            sums.append((whole, tuple(dict.fromkeys(i for role, i in at if role == "part"))))
        elif claim.kind in ("change", "target", "percent", "subset"):
            lines.append((claim.kind, dict(at)))
    of = defaultdict(list)
    for n, (_, row) in enumerate(lines):
        for i in row.values():
            of[i].append(n)
    return Related(tuple(sorted(sums, key=lambda s: s[1])), tuple(lines), of)


def _columns(related: Related) -> Iterator[Grid]:
    """Tables of sums: the parts are rows; sums whose parts alternate are columns of one."""
    groups: list[list[tuple[int, tuple[int, ...]]]] = []
    latest: dict[int, list[list[tuple[int, tuple[int, ...]]]]] = defaultdict(list)
    for each in related.sums:
        near = latest[len(each[1])][-NEAR:]
        group = next((g for g in reversed(near) if _alternate(g[0][1], each[1])), None)
        if group is None:
            group = []
            groups.append(group)
            latest[len(each[1])].append(group)
        group.append(each)
    yield from (_grid(group, related) for group in groups if len(group[0][1]) > 1)


def _alternate(first: Sequence[int], second: Sequence[int]) -> bool:
    """Whether the parts of two sums stand beside each other, row for row."""
    ordered = all(a < b <= a + NEAR for a, b in zip(first, second, strict=True))
    return ordered and all(b < a for b, a in zip(second, first[1:], strict=False))


def _grid(sums: Sequence[tuple[int, tuple[int, ...]]], related: Related) -> Grid:
    rows = [{f"part{k}": i for k, i in enumerate(row)} for row in zip(*(parts for _, parts in sums), strict=True)]
    total = {f"part{k}": whole for k, (whole, _) in enumerate(sums)}
    inside = {i for row in (*rows, total) for i in row.values()}
    return Grid(tuple(_widened(row, related, inside) for row in rows), _widened(total, related, inside))


def _widened(row: Row, related: Related, inside: set[int]) -> Row:
    """The row with the figures that belong to one of its own: a share, a difference, the value before."""
    wide = dict(row)
    for slot, i in row.items():
        for name, j in _beside(i, related):
            if j not in inside and j not in wide.values():
                wide.setdefault(f"{slot} {name}", j)
    return wide


def _beside(i: int, related: Related) -> Iterator[tuple[str, int]]:
    """What the claims of figure i put beside it, but not what it is a part of, nor the parts that are shares of it."""
    for kind, line in (related.lines[n] for n in related.of.get(i, ())):
        if kind != "percent" or line.get("whole") != i:
            yield from ((f"{kind}.{role}", j) for role, j in line.items() if role != "whole")


def _lines(related: Related, page: Page) -> Iterator[Grid]:
    """Tables of parallel lines: each claim of one kind is a row, as long as they follow each other."""
    summed = {i for whole, parts in related.sums for i in (whole, *parts)}
    for kind in ("target", "change"):
        rows = [row for each, row in related.lines if each == kind and summed.isdisjoint(row.values())]
        yield from _runs(rows, page.sentences if kind == "change" else page.blocks)
    yield from _runs(_chains([row for kind, row in related.lines if kind == "subset"], summed), page.sentences)


def _chains(links: Sequence[Row], used: set[int]) -> list[Row]:
    """Wholes and their only parts, one behind the other: 27 people, of whom 15 tested, of whom none positive."""
    parts: dict[int, list[int]] = defaultdict(list)
    for link in links:
        parts[link["whole"]].append(link["part"])
    only = {whole: found[0] for whole, found in parts.items() if len(found) == 1}
    inner = set(only.values())
    chains = [_chain(head, only) for head in only if head not in inner]
    return [{f"link{n}": i for n, i in enumerate(chain)} for chain in chains if used.isdisjoint(chain)]


def _chain(head: int, only: Mapping[int, int]) -> list[int]:
    chain = [head]
    while chain[-1] in only and only[chain[-1]] not in chain:
        chain.append(only[chain[-1]])
    return chain


def _runs(rows: Iterable[Row], stretch: Sequence[int]) -> Iterator[Grid]:
    """The rows that stand close together in one stretch of text."""
    run: list[Row] = []
    for row in sorted(rows, key=lambda row: min(row.values())):
        if run and not _follows(row, run[-1], stretch):
            yield from _several(run)
            run = []
        run.append(row)
    yield from _several(run)


def _follows(row: Row, before: Row, stretch: Sequence[int]) -> bool:
    first, last = min(row.values()), max(before.values())
    return 0 < first - last <= APART and stretch[first] == stretch[last]


def _several(run: Sequence[Row]) -> Iterator[Grid]:
    if len(run) > 1:
        yield Grid(tuple(run))


Placed = tuple[int, str, str, str]


def _named(grid: Grid, around: Surroundings) -> list[Placed]:
    """The cells of a table with the names of its rows and columns; none where the text gives no names."""
    slots = grid.slots()
    around = around if grid.total else replace(around, dated=True)
    rows = [row for row in grid.rows if slots and slots[0] in row]
    names = _rows(slots, rows, around) if len(rows) > 1 else ()
    heads = _heads(slots, rows, grid.total, around) if names else {}
    total = around.known.columns["total"]
    placed = [*_placed(rows, names, heads), *_placed([grid.total], [total], heads, total=True)] if heads else []
    return list({cell[0]: cell for cell in reversed(placed)}.values())[::-1]


def _placed(
    rows: Sequence[Row], names: Sequence[str], heads: Mapping[Slot, str], total: bool = False
) -> Iterator[Placed]:
    for row, name in zip(rows, names, strict=True):
        for slot, head in heads.items():
            if slot in row:
                yield row[slot], name, head, "total" if total and slot in PARTS else _role(slot)


def _role(slot: Slot) -> str:
    return ROLE.get(_claimed(slot), "part")


def _rows(slots: Sequence[Slot], rows: Sequence[Row], around: Surroundings) -> tuple[str, ...]:
    """The names of all rows, by the words that tell most of them apart; none where a row stays without a name."""
    first, last = [min(row.values()) for row in rows], [max(row.values()) for row in rows]
    ways = [(by_words_before, first), (by_words_after, first), *([(by_words_after, last)] if last != first else [])]
    several = sum(_role(slot) == "part" for slot in slots) > 1
    best = _most_distinct((way(around, places, several) for way, places in ways), len(rows))
    names = tuple(name or around.clause(i) for name, i in zip(best.rows, first, strict=True))
    return names if all(names) and len(set(names)) * 4 >= len(rows) * 3 else ()


def _most_distinct(options: Iterable[Naming], rows: int) -> Naming:
    """The first that tells all rows apart; else that which tells most of them apart."""
    seen = []
    for naming in options:
        if naming.distinct == rows:
            return naming
        seen.append(naming)
    return max(seen, key=lambda naming: naming.distinct)


def _heads(slots: Sequence[Slot], rows: Sequence[Row], total: Row, around: Surroundings) -> dict[Slot, str]:
    """The names of the columns: words that recur in their rows, else those around their totals; none if alike."""
    heads: dict[Slot, str] = {}
    for slot in slots:
        options = _options(slot, [row[slot] for row in rows if slot in row], total.get(slot), around)
        heads[slot] = next((name for name in options if name and name not in heads.values()), "")
    if not all(heads.values()):
        return _by_totals(heads, total, around)
    return heads


def _by_totals(heads: Mapping[Slot, str], total: Row, around: Surroundings) -> dict[Slot, str]:
    slots = [slot for slot in heads if slot in total]
    naming = by_words_before(around, [total[slot] for slot in slots], False) if len(slots) > 1 else Naming((), ())
    named = dict(heads) | dict(zip(slots, naming.rows, strict=False))
    return named if len(set(named.values()) - {""}) == len(heads) else {}


def _options(slot: Slot, places: Sequence[int], total: int | None, around: Surroundings) -> Iterator[str]:
    """What a column may be called, best first."""
    columns, role = around.known.columns, _claimed(slot)
    if role in columns:
        yield columns[role]
        return
    several = len(places) > 2 or slot not in PARTS[:1]
    units = {around.figures[i].unit for i in places} - {""}
    whole = [around.figures[total]] if total is not None and len(units) != 1 else []
    units = {figure.unit for figure in whole if figure.kind == "count"} or units
    unit = units.pop() if len(units) == 1 else ""
    for way in (by_words_before, by_words_after):
        yield from (name.removeprefix(unit).strip() for name in way(around, places, several).column)
    yield from (unit, columns["count"])
