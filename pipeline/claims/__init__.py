"""Which figures must agree: words read, arithmetic chooses, only strong readings accuse."""

from dataclasses import replace
from decimal import Decimal

from pipeline.claims import changes, percents, repeats, shares, siblings, sums
from pipeline.claims.context import context
from pipeline.claims.frames import matches
from pipeline.claims.layout import layout
from pipeline.claims.resolve import resolve
from pipeline.language import Language
from pipeline.records import Claim, Document, Figure, Member


def readings(figures: tuple[Figure, ...], document: Document, language: Language):
    lay = layout(document, figures, language)
    ctx = context(lay, language)
    found = list(matches(lay, language))
    out = [*sums.read(ctx), *percents.read(ctx, found), *changes.read(ctx, found), *repeats.read(ctx), *shares.targets(ctx, found), *shares.averages(ctx), *shares.products(ctx)]
    out = [replace(r, values=tuple(sorted((role, figures[i].value) for role, i in r.members))) for r in out]
    first = resolve(r for r in out if r.holds)
    more = [*shares.subsets(ctx, found, first), *(rows := list(siblings.read(ctx, first))), *repeats.indices(ctx, [*first, *rows])]
    out += [replace(r, values=tuple(sorted((role, figures[i].value) for role, i in r.members))) for r in more]
    return ctx, out


def infer(figures: tuple[Figure, ...], document: Document, language: Language) -> tuple[Claim, ...]:
    """The claims of a release, in the order of their first figure."""
    ctx, candidates = readings(figures, document, language)
    chosen = resolve(candidates)
    return tuple(
        Claim(f"{document.doc_id}#C{n:03d}", r.kind, r.rule, tuple(Member(role, figures[i]) for role, i in r.members), "strong" if not r.holds or r.words > 2 else "weak", Decimal(1), r.direction)
        for n, r in enumerate(sorted(chosen, key=lambda r: r.members))
    )
