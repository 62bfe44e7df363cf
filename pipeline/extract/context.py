"""What surrounds a figure: its unit, bound, label, measure and period."""

from collections import defaultdict
from collections.abc import Iterator
from decimal import Decimal
from typing import NamedTuple

from pipeline.extract.page import Page
from pipeline.extract.scan import Candidate
from pipeline.extract.tokens import MARK, NUMBER, WORD

_DASHES = frozenset("-–—")
_LINKS = frozenset(",-–—")
_CLOSERS = frozenset(",;:()")
NEAR = Decimal("1.5")  # times the first of two percentages between which one leaves open which it is
_REACH = 8  # figures ahead in which a unit that goes without saying is sought


class Unit(NamedTuple):
    """A unit, its kind, and the last token of it (that of the number, where it is said elsewhere)."""

    name: str
    kind: str
    last: int


def units(page: Page, found: list[Candidate]) -> list[Unit]:
    """The unit of each figure: said behind it, shared along a range or list, or the noun before it."""
    said = [_said(page, c) for c in found]
    for i in range(len(found) - 2, -1, -1):
        shares = not said[i].kind and _shares(page, said[i].last, found[i + 1].first)
        if shares and not (said[i + 1].kind == "percent" and _in_another_way(page, found[i], found[i + 1])):
            said[i] = said[i + 1]._replace(last=said[i].last)
    for i, unit in enumerate(said):
        if not unit.kind:
            said[i] = _elided(page, found, said, i)._replace(last=unit.last)
    return said


def _said(page: Page, c: Candidate) -> Unit:
    """The unit in the words behind the number."""
    grammar = page.grammar
    index = c.last + (2 if page.at(c.last + 1).form in grammar.bounds_after else 1)
    known = page.unit_from(index)
    if known:
        name, kind = grammar.units[known[0]]
        last = index + known[1] - 1
        return Unit(c.unit, c.kind, last if kind == "money" else c.last) if c.kind else Unit(name, kind, last)
    if c.kind:
        return Unit(c.unit, c.kind, c.last)
    word = page.at(index)
    if word.kind == WORD and word.form not in grammar.not_units and _plain_noun(page, c, index):
        return Unit(_stem(page, word.form), "count", index)
    return Unit("", "", c.last)


def _plain_noun(page: Page, c: Candidate, index: int) -> bool:
    """Whether an unknown word may be what is counted: in small letters, no number, no verb by its looks."""
    form = page.at(index).form
    verb = form in page.grammar.numerals or form.startswith(page.grammar.verb_beginnings)
    return not (page.capital(index) or verb or (c.decimals and c.scale == 1))


def _stem(page: Page, form: str) -> str:
    """The noun without the ending that points to an owner."""
    ending = next((e for e in page.grammar.noun_endings if form.endswith(e) and len(form) > len(e) + 3), "")
    return form.removesuffix(ending)


def _shares(page: Page, last: int, first: int) -> bool:
    """Whether two numbers are the ends of a range or neighbours in a list: only such words stand between them."""
    words = page.grammar.siblings | page.grammar.ranges | _LINKS
    gap = page.tokens[last + 1 : first]
    return 0 < len(gap) < 3 and all(t.form in words for t in gap)


def _in_another_way(page: Page, one: Candidate, other: Candidate) -> bool:
    """Whether a percentage says the number before it in another way; "5 atau 6 persen" are two percentages."""
    near = one.decimals == other.decimals == 0 and one.value < other.value <= NEAR * one.value
    return page.at(other.first - 1).form in page.grammar.other_way and not near


def _elided(page: Page, found: list[Candidate], said: list[Unit], i: int) -> Unit:
    """The unit that goes without saying: of the other end of a range, a noun before, or a neighbour in the sentence."""
    c, here = found[i], page.sentences[found[i].first]
    bare = Unit("", "index" if c.decimals and c.scale == 1 else "count", c.last)
    previous = said[i - 1] if i and page.sentences[found[i - 1].last] == here else bare
    if previous.kind == "money" and page.at(c.first - 1).form in _DASHES and c.first - 2 == found[i - 1].last:
        return previous
    measured = _measured(page, found, said, i)
    if measured or bare.kind == "index":
        return measured or bare
    noun = _noun_before(page, c.first, previous.last if previous is not bare else -1)
    if noun:
        return Unit(noun, "count", c.last)
    ahead = range(i + 1, min(len(found), i + 1 + _REACH))
    later = (said[k] for k in ahead if page.sentences[found[k].first] == here)
    shared = (u for u in (previous, *later) if u.kind == "count" and u.name not in page.grammar.places)
    return next((u for u in shared if u.name), bare)


def _measured(page: Page, found: list[Candidate], said: list[Unit], i: int) -> Unit | None:
    """The measure of the neighbour in a list, if that alone has one: "utara 52 ha, tengah 48 dan selatan 27".

    The sentence before has it where a name begins the list: "Gesi terparah, 416 ha. Lalu Tangen 283".
    """
    behind = page.at(found[i].last + 1)
    if behind.kind == WORD and behind.form not in page.grammar.siblings:
        return None
    here = page.sentences[found[i].first]
    near = [i - 1] if i else []
    near += [next((k for k in range(i + 1, min(len(found), i + 1 + _REACH)) if said[k].kind), i)]
    reach = (here - page.capital(found[i].first - 1), here)
    units = (said[k] for k in near if page.sentences[found[k].first] in reach)
    return next((u for u in units if u.kind == "measure" and u.name not in page.grammar.points), None)


def _noun_before(page: Page, first: int, floor: int) -> str:
    """The noun that is counted in the words of the clause before a number, nearest first; empty if there is none."""
    for index in range(first - 1, floor, -1):
        token = page.tokens[index]
        if page.sentences[index] != page.sentences[first] or token.kind not in (WORD, MARK) or token.form in _CLOSERS:
            break
        name, kind = page.grammar.units.get(token.form, ("", ""))
        if kind == "count" and token.form not in page.grammar.places:
            return name
    return ""


def bound(page: Page, c: Candidate, unit: Unit) -> str:
    """How the words around a figure open it: exact, approximate, at_least or at_most."""
    before = page.phrase_to(c.first - 1, page.grammar.bounds_before)
    if before:
        return page.grammar.bounds_before[before[0]]
    if page.at(c.last).form in page.grammar.about or _tens(page, c.last):
        return "approximate"
    for last in {c.last, unit.last}:
        form = page.at(last + 1).form
        if form in page.grammar.bounds_after and page.at(last + 2).form not in page.grammar.unless_after:
            return page.grammar.bounds_after[form]
    return "exact"


def _tens(page: Page, last: int) -> bool:
    """Whether an ending makes the number a round one: "20-an"."""
    return page.at(last + 1).form == "-" and page.at(last + 2).form in page.grammar.about_ending


def label(page: Page, left: int, right: int) -> str:
    """The content words between two tokens (neither included): what tells a figure from its neighbours."""
    hollow = page.grammar.hollow
    words = [t for t in page.tokens[left + 1 : right] if t.kind == WORD and t.form not in hollow]
    return page.text[words[0].start : words[-1].end] if words else ""


def clause_start(page: Page, first: int, floor: int) -> int:
    """The token before the clause of a figure, not before ``floor``."""
    for index in range(first - 1, floor, -1):
        token = page.tokens[index]
        closed = page.sentences[index] != page.sentences[first] or (token.kind == MARK and token.form in ",;:")
        if closed and index < first - 1:
            return index
    return floor


def clause_end(page: Page, last: int, ceiling: int) -> int:
    """The token behind the clause of a figure, not behind ``ceiling``."""
    for index in range(last + 1, ceiling):
        token = page.tokens[index]
        if token.kind not in (WORD, NUMBER) or page.sentences[index] != page.sentences[last]:
            return index
    return ceiling


def periods(page: Page) -> dict[int, list[tuple[int, str]]]:
    """Every year and month that is named, by sentence: (token, name)."""
    named: dict[int, list[tuple[int, str]]] = defaultdict(list)
    for index, name in _periods(page):
        named[page.sentences[index]].append((index, name))
    return named


def _periods(page: Page) -> Iterator[tuple[int, str]]:
    for index, token in enumerate(page.tokens):
        year = token.kind == NUMBER and len(token.form) == 4 and token.form[:2] in ("19", "20")
        if year or token.form in page.grammar.months:
            yield index, token.form


def period(page: Page, c: Candidate, named: dict[int, list[tuple[int, str]]]) -> str:
    """The year or month named nearest to the figure in its sentence."""
    here = named.get(page.sentences[c.first], ())
    near = [(abs(i - c.first), name) for i, name in here if not c.first <= i <= c.last]
    return min(near)[1] if near else ""
