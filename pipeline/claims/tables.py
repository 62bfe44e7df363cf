"""The hidden tables of a release: what its claims and its parallel sentences would look like in rows and columns."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from pipeline.claims.naming import Naming, Surroundings, by_words_after, by_words_before, lexicon
from pipeline.language import Language
from pipeline.records import Cell, Claim, Document, Figure

NEAR = 5  # figures between the same row of two columns
APART = 3  # figures between two rows that belong to no row
PARTS = tuple(f"part{k}" for k in range(16))
ROLE = {"percent": "share", "delta": "change"}

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
        """The columns in the order of the text that have a figure in at least half of the rows."""
        often = Counter(slot for row in self.rows for slot in row)
        kept = [slot for slot in often if often[slot] >= 2 and often[slot] * 2 >= len(self.rows)]
        return sorted(kept, key=lambda slot: next(_order(row)[slot] for row in self.rows if slot in row))


def _order(row: Row) -> dict[Slot, int]:
    return {slot: n for n, slot in enumerate(sorted(row, key=row.__getitem__))}


def cells(
    claims: Sequence[Claim], figures: Sequence[Figure], document: Document, language: Language
) -> tuple[Cell, ...]:
    """The hidden tables as cells, numbered in the order of the text; a figure may stand in several."""
    around = Surroundings(document, figures, lexicon(language))
    related = _related(claims, figures)
    found = sorted([*_columns(related), *_lines(related, figures)], key=lambda grid: grid.first)
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
        for kind, line in (related.lines[n] for n in related.of.get(i, ())):
            own = next(role for role, j in line.items() if j == i)
            if kind == "percent" and own == "whole":
                continue
            for role, j in line.items():
                if j not in inside and role != "whole" and j not in wide.values():
                    wide.setdefault(f"{slot} {kind}.{role}", j)
    return wide


def _lines(related: Related, figures: Sequence[Figure]) -> Iterator[Grid]:
    """Tables of parallel lines: each claim of one kind is a row, as long as they follow each other."""
    summed = {i for _, parts in related.sums for i in parts} | {whole for whole, _ in related.sums}
    for kind in ("target", "change"):
        rows = [row for each, row in related.lines if each == kind and summed.isdisjoint(row.values())]
        yield from _runs(rows)
    chained = _chains([row for kind, row in related.lines if kind == "subset"], summed)
    yield from _runs(chained)


def _chains(links: Sequence[Row], used: set[int]) -> list[Row]:
    """Wholes and their only parts, one behind the other: 27 people, of whom 15 tested, of whom none positive."""
    parts: dict[int, list[int]] = defaultdict(list)
    for link in links:
        parts[link["whole"]].append(link["part"])
    only = {whole: found[0] for whole, found in parts.items() if len(found) == 1}
    heads = [whole for whole in only if whole not in set(only.values())]
    chains = [_chain(head, only) for head in heads]
    return [{f"link{n}": i for n, i in enumerate(chain)} for chain in chains if used.isdisjoint(chain)]


def _chain(head: int, only: Mapping[int, int]) -> list[int]:
    chain = [head]
    while chain[-1] in only and only[chain[-1]] not in chain:
        chain.append(only[chain[-1]])
    return chain


def _runs(rows: Iterable[Row]) -> Iterator[Grid]:
    run: list[Row] = []
    for row in sorted(rows, key=lambda row: min(row.values())):
        if run and not 0 < min(row.values()) - max(run[-1].values()) <= APART:
            yield from _several(run)
            run = []
        run.append(row)
    yield from _several(run)


def _several(run: Sequence[Row]) -> Iterator[Grid]:
    if len(run) > 1:
        yield Grid(tuple(run))


Placed = tuple[int, str, str, str]


def _named(grid: Grid, around: Surroundings) -> list[Placed]:
    """The cells of a table with the names of its rows and columns; none where the text gives no names."""
    slots = grid.slots()
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
    return ROLE.get(slot.rpartition(".")[2], "part")


def _rows(slots: Sequence[Slot], rows: Sequence[Row], around: Surroundings) -> tuple[str, ...]:
    """The names of all rows, by the words that tell most of them apart; none where a row stays without a name."""
    first, last = [min(row.values()) for row in rows], [max(row.values()) for row in rows]
    ways = (by_words_before, first), (by_words_after, first), (by_words_after, last)
    options = [way(around, places, len(slots) > 1) for way, places in ways]
    best = max(options, key=lambda naming: naming.distinct)
    names = tuple(name or _other(n, options) for n, name in enumerate(best.rows))
    return names if all(names) and len(set(names)) * 4 >= len(rows) * 3 else ()


def _other(n: int, options: Sequence[Naming]) -> str:
    return next((option.rows[n] for option in options if option.rows[n]), "")


def _heads(slots: Sequence[Slot], rows: Sequence[Row], total: Row, around: Surroundings) -> dict[Slot, str]:
    """The names of the columns: words that recur in their rows, else those around their totals; none if two are alike."""
    heads: dict[Slot, str] = {}
    for slot in slots:
        options = _options(slot, [row[slot] for row in rows if slot in row], around)
        heads[slot] = next((name for name in options if name and name not in heads.values()), "")
    if not all(heads.values()):
        return _by_totals(heads, total, around)
    return heads


def _by_totals(heads: Mapping[Slot, str], total: Row, around: Surroundings) -> dict[Slot, str]:
    slots = [slot for slot in heads if slot in total]
    naming = by_words_before(around, [total[slot] for slot in slots], False) if len(slots) > 1 else Naming((), ())
    named = dict(heads) | dict(zip(slots, naming.rows, strict=False))
    return named if len(set(named.values()) - {""}) == len(heads) else {}


def _options(slot: Slot, places: Sequence[int], around: Surroundings) -> list[str]:
    """What a column may be called, best first."""
    columns, role = around.known.columns, slot.rpartition(".")[2]
    if role in columns:
        return [columns[role]]
    several = len(places) > 2 or slot not in PARTS[:1]
    before, after = (way(around, places, several).column for way in (by_words_before, by_words_after))
    units = {around.figures[i].unit for i in places} - {""}
    unit = units.pop() if len(units) == 1 else ""
    return [*(name.removeprefix(unit).strip() for name in (*before, *after)), unit, columns["count"]]
