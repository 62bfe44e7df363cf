"""Numbers as the readers of a language write them, by Babel: exact, whatever their size and precision."""

from collections.abc import Callable
from decimal import MAX_PREC, ROUND_HALF_UP, Context, Decimal, localcontext
from functools import cache
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from babel import Locale

    Pattern = Callable[[Decimal, Locale], str]

_MOST_DECIMALS = 6
# Babel computes in the context it finds, which would keep 28 digits and send halves to the even one.
_EXACT = Context(prec=MAX_PREC, rounding=ROUND_HALF_UP)
_FOURTH = Decimal("0.0001")


def number(value: Decimal, code: str, signed: bool = False) -> str:
    """The value with the decimals that it has, trailing noughts too; beyond six of them it is shown to four.

    ``signed`` puts a plus before what is above nought.
    """
    with localcontext(_EXACT):
        shown = value.quantize(_FOURTH) if _decimals(value) > _MOST_DECIMALS else value
        shown = shown or abs(shown)  # there is no "-0"
        return _pattern(_decimals(shown), "+" if signed and shown > 0 else "")(shown, _locale(code))


def percent(part: Decimal, code: str) -> str:
    """A share of one as a whole percentage."""
    with localcontext(_EXACT):
        return _percent(code)(part, _locale(code))


def sign(value: Decimal | None, code: str) -> str:
    """The sign to put before an amount; none before nought."""
    from babel.numbers import get_minus_sign_symbol, get_plus_sign_symbol

    return (get_minus_sign_symbol if value < 0 else get_plus_sign_symbol)(_locale(code)) if value else ""


def plural(value: int, code: str) -> str:
    """The form of the words that goes with a number, by its name in CLDR: one, few, other."""
    return _locale(code).plural_form(value)


def _decimals(value: Decimal) -> int:
    return max(0, -int(value.as_tuple().exponent))


@cache
def _pattern(decimals: int, plus: str) -> "Pattern":
    from babel.numbers import parse_pattern

    pattern: Pattern = parse_pattern(f"{plus}#,##0{'.' if decimals else ''}{'0' * decimals}").apply
    return pattern


@cache
def _percent(code: str) -> "Pattern":
    pattern: Pattern = _locale(code).percent_formats[None].apply
    return pattern


@cache
def _locale(code: str) -> "Locale":
    # Imported late: a run without reports needs none.
    from babel import Locale

    return Locale.parse(code)
