"""How much a single typing slip explains, where figures that belong together do not agree."""

from decimal import Decimal
from math import log10

from pipeline.claims.context import Context, written

EDITS = 11  # about so many ways of mistyping each digit: ten other digits, one exchange
LONG = 3  # digits from which an exchange, or a digit too many, happens by chance more seldom than a wrong digit
SELDOM = 1.0  # decades by which they do
LEAST = 0.1  # a slip that explains it counts for a little, however many there might be
Needs = list[tuple[int, Decimal]]  # figures, each with a value that would make the claim hold


def one_slip(typed: str, meant: str) -> bool:
    """Whether one digit changed, lost, doubled, or two neighbours exchanged turn one into the other (Damerau 1964)."""
    if typed == meant or not typed or not meant or abs(len(typed) - len(meant)) > 1:
        return False
    a, b = typed, meant
    if min(len(a), len(b)) > 2 and a[0] != b[0] and a[-1] != b[-1]:
        return False  # a slip leaves one end as it was
    k, least = 0, min(len(a), len(b))
    while k < least and a[k] == b[k]:
        k += 1
    if len(a) != len(b):
        return a[k + 1 :] == b[k:] if len(a) > len(b) else a[k:] == b[k + 1 :]
    return a[k + 1 :] == b[k + 1 :] or (a[k : k + 2] == b[k : k + 2][::-1] and a[k + 2 :] == b[k + 2 :])


def slipped(ctx: Context, i: int, meant: Decimal) -> bool:
    """Whether figure i as written is one slip away from a value."""
    typed = ctx.written[i]
    return bool(typed) and one_slip(typed, _as_written(ctx, i, meant))


def _as_written(ctx: Context, i: int, meant: Decimal) -> str:
    """The digits a value would have in the place of figure i."""
    return written(meant / ctx.factor[i], ctx.figures[i])


def odds(ctx: Context, needs: Needs, scale: int, bonus: float = 0.0) -> float:
    """Decades for a slip: ``scale`` digits that had to agree, over the slips that any of the figures might have had.

    ``needs`` are the values of figures that would make the claim hold; 0 where none of them is one slip away.
    """
    near = [(ctx.written[i], _as_written(ctx, i, meant)) for i, meant in needs if slipped(ctx, i, meant)]
    if not near:
        return 0.0
    tries = EDITS * sum(len(ctx.written[i]) for i in {i for i, _ in needs})
    return max(LEAST, scale + bonus - log10(tries) + max(_seldom(typed, meant) for typed, meant in near))


def _seldom(typed: str, meant: str) -> float:
    """Decades by which fewer values are such a slip away than a wrong digit: an exchange, a digit too many."""
    if len(typed) < LONG or len(typed) < len(meant):
        return 0.0
    return SELDOM * (len(typed) > len(meant) or sorted(typed) == sorted(meant))


def around(ctx: Context, i: int, meant: Decimal, spread: Decimal, most: int) -> Needs:
    """The values of figure i no further than ``spread`` from the one meant; none where more than ``most`` would do."""
    unit = ctx.ulp(i)
    steps = max(1, int(spread / unit))
    if steps > most or not ctx.written[i]:
        return []
    base = int(meant / unit) * unit
    return [(i, base + k * unit) for k in range(-steps, steps + 2)]
