"""What the words of a release do not say and somebody has declared: which figures must agree, and which need not.

A figure is named by quoting the text around it, as many words as it takes to be the only one; where the quotation holds
several figures, «» stand around the one that is meant. # stands for any digits, so that one release can be quoted for
the next.
"""

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from difflib import SequenceMatcher

from pipeline.kinds import KINDS
from pipeline.notation import NUMERAL, with_unit
from pipeline.records import Claim, Document, Figure, Member
from pipeline.text import line_starts, position

RULE = "declared"
SHOWN = 3  # of the nearest figures, where a quotation is not found
MOST = 12  # words on either side with which a figure is quoted
# A quotation begins and ends between words, and "395" is not quoted from "1.395".
_BEGIN, _END = r"(?<!\w)(?<!\d[.,])", r"(?!\w)(?![.,]\d)"


@dataclass(frozen=True, slots=True)
class Quote:
    """Words of the text around one figure, and where they are declared: a file and the keys in it."""

    words: str
    file: str = ""
    keys: tuple[str | int, ...] = ()


@dataclass(frozen=True, slots=True)
class Relation:
    """Figures that must agree, each in its role."""

    kind: str
    members: tuple[tuple[str, Quote], ...]


@dataclass(frozen=True, slots=True)
class Silence:
    """Figures that no claim of this kind holds together; of any kind where it is empty."""

    kind: str
    quotes: tuple[Quote, ...]


@dataclass(frozen=True, slots=True)
class Declarations:
    """All that is declared of one release."""

    relations: tuple[Relation, ...] = ()
    silences: tuple[Silence, ...] = ()


NONE = Declarations()


class DeclarationError(Exception):
    """Quotations that name no figure, or no single one: each with what is wrong, and what may be meant."""

    def __init__(self, faults: Sequence[tuple[Quote, str]]) -> None:
        super().__init__("; ".join(fault for _, fault in faults))
        self.faults = tuple(faults)


def declared(
    claims: Sequence[Claim], declarations: Declarations, document: Document, figures: Sequence[Figure]
) -> tuple[Claim, ...]:
    """The claims with those declared in the place of what was read of their figures, and without those silenced.

    DeclarationError where a quotation is not found, or not unique.
    """
    figure = _quoted(declarations, document, figures)
    silenced = [(s.kind, {figure[quote].figure_id for quote in s.quotes}) for s in declarations.silences]
    said = tuple(_claim(n, r, figure, document) for n, r in enumerate(declarations.relations, 1))
    kept = (c for c in claims if not any(_is_silenced(c, *each) for each in silenced))
    return (*(c for c in kept if not any(_is_replaced(c, each) for each in said)), *said)


def _quoted(declarations: Declarations, document: Document, figures: Sequence[Figure]) -> dict[Quote, Figure]:
    quotes = [quote for relation in declarations.relations for _, quote in relation.members]
    quotes += [quote for silence in declarations.silences for quote in silence.quotes]
    found = {quote: _found(quote.words, document.text, figures) for quote in quotes}
    faults = [(q, _fault(q.words, some, document, figures)) for q, some in found.items() if len(some) != 1]
    if faults:
        raise DeclarationError(faults)
    return {quote: some[0] for quote, some in found.items()}


def _found(words: str, text: str, figures: Sequence[Figure]) -> list[Figure]:
    """The figures that the words may name."""
    spans = [found.span("figure") for found in _pattern(words).finditer(text)]
    return [f for f in figures if any(start < f.end and f.start < end for start, end in spans)]


def _pattern(words: str) -> re.Pattern[str]:
    before, marked, rest = words.partition("«")
    inside, _, after = rest.partition("»")
    first, second, third = map(_spaced, (before, inside, after) if marked else ("", words, ""))
    return re.compile(f"{_BEGIN}{first}(?P<figure>{second}){third}{_END}")


def _spaced(words: str) -> str:
    """The words as an expression for which a line may end between any two."""
    return r"\s+".join(map(re.escape, re.split(r"\s+", words))).replace(r"\#", NUMERAL.pattern)


def quoted(figure: Figure, document: Document, figures: Sequence[Figure]) -> str:
    """Words around a figure, with # for all digits, that name this figure and no other; empty where many do not."""
    before, after = document.text[: figure.start], document.text[figure.end :]
    for count in range(1, MOST):
        head = re.search(rf"(?:\S+\s+){{0,{count}}}\S*$", before)
        tail = re.match(rf"\S*(?:\s+\S+){{0,{count}}}", after)
        assert head and tail
        words = f"{head[0]}«{figure.text}»{tail[0]}"
        spaced = " ".join(NUMERAL.sub("#", words).split())
        if _found(spaced, document.text, figures) == [figure]:
            return spaced
    return ""


def _fault(words: str, found: Sequence[Figure], document: Document, figures: Sequence[Figure]) -> str:
    starts = line_starts(document.text)
    near = found or sorted(figures, key=lambda f: -_likeness(words, f))
    told = ", ".join(f"{with_unit(f.text, f)!r} ({_at(starts, f)})" for f in near[: None if found else SHOWN])
    place = document.source or "the text"
    if not found:
        return f"{words!r} is not found in {place}; the nearest figures are: {told or 'none'}"
    remedy = "quote more words around it, and put «» around the figure"
    return f"{words!r} may be {len(found)} figures in {place}: {told}; {remedy}"


def _at(starts: tuple[int, ...], figure: Figure) -> str:
    return ":".join(map(str, position(starts, figure.start)))


def _likeness(words: str, figure: Figure) -> float:
    return SequenceMatcher(None, words, with_unit(figure.text, figure)).ratio()


def _claim(number: int, relation: Relation, figure: dict[Quote, Figure], document: Document) -> Claim:
    members = tuple(
        Member(role, named, times)
        for role in KINDS[relation.kind].roles
        for named, times in _counted(figure[quote] for each, quote in relation.members if each == role)
    )
    return Claim(f"{document.doc_id}#D{number:03d}", relation.kind, RULE, members, "strong", Decimal(1))


def _counted(figures: Iterable[Figure]) -> Iterator[tuple[Figure, int]]:
    """The figures in the order of the text, with how often each is named: "one each" of three is quoted three times."""
    return iter(sorted(Counter(figures).items(), key=lambda each: each[0].start))


def _is_silenced(claim: Claim, kind: str, figures: set[str]) -> bool:
    return kind in ("", claim.kind) and figures <= _ids(claim)


def _is_replaced(claim: Claim, said: Claim) -> bool:
    """Whether it reads the figures of a declared claim: all the same, or the same result from some of them."""
    own, others = _ids(claim), _ids(said)
    if own == others or claim.kind != said.kind:
        return own == others
    results = _results(claim) & _results(said)
    return own <= others or others <= own or bool(results and (own & others) - results)


def _ids(claim: Claim) -> set[str]:
    return {figure.figure_id for figure in claim.figures()}


def _results(claim: Claim) -> set[str]:
    return {m.figure.figure_id for m in claim.members if m.role in KINDS[claim.kind].result}
