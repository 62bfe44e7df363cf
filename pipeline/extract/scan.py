"""Finds every number in a text, whatever it is of: figures, words, both, money, and words for none."""

from collections.abc import Iterator
from decimal import Decimal
from typing import NamedTuple

from pipeline.extract.grammar import Zero
from pipeline.extract.numerals import compose, read_digits
from pipeline.extract.page import Page
from pipeline.extract.tokens import LINE, MARK, NUMBER, SHAPE, WORD, Token

FINE = ("measure", "percent")
HEADLINE = 20  # tokens that the longest headline of another story has


class Candidate(NamedTuple):
    """A number over the tokens ``first`` to ``last`` (included); its bare number begins at ``number``."""

    first: int
    number: int
    last: int
    value: Decimal
    decimals: int = 0
    scale: int = 1
    unit: str = ""
    kind: str = ""
    shape: bool = False


def candidates(page: Page) -> Iterator[Candidate]:
    """All numbers in the order of the text, none overlapping another; dates and the like have ``shape`` set."""
    behind = -1
    for index, token in enumerate(page.tokens):
        if index <= behind or not (token.kind in (NUMBER, SHAPE) or token.form in page.grammar.openers):
            continue
        if page.phrase_from(index, page.grammar.teasers):
            behind = _teaser_end(page, index)
        elif found := _candidate(page, index):
            behind = found.last
            yield found


def _teaser_end(page: Page, index: int) -> int:
    """The last token of a link to another story: the line, or inside a line the words in capitals as in a headline."""
    whole_line = page.opens_line(index)
    end = index + 2
    while page.at(end + 1).kind != LINE and (whole_line or end - index < HEADLINE):
        running = page.small_letters(end + 1) and page.small_letters(end + 2)
        if not whole_line and (running or page.sentences[end + 1] != page.sentences[index]):
            break
        end += 1
    return end


def _candidate(page: Page, index: int) -> Candidate | None:
    token = page.tokens[index]
    if token.kind == SHAPE:
        return Candidate(index, index, index, Decimal(0), shape=True)
    if token.kind == NUMBER:
        return _in_figures(page, index)
    if token.form in page.grammar.numerals:
        return _in_words(page, index)
    if token.form in page.grammar.zeros:
        return _none(page, index)
    return _one(page, index) if token.form in page.grammar.ones else None


def _in_figures(page: Page, index: int) -> Candidate:
    first, money = _money_before(page, index)
    last = index + 2 if _torn(page, index) else index
    scale, end = _scale(page, last, bool(money))
    if scale == 1:
        scale = _scale_of_range(page, last, bool(money))
    fine = scale > 1 or not (money or _counted(page, end))
    written = page.text[page.tokens[index].start : page.tokens[last].end].replace(" ", "").replace("\xa0", "")
    value, decimals = read_digits(written, fine=fine and not _written_with_dot(page, written))
    value, scale, end = _and_smaller(page, _scaled(value, scale), scale, end)
    end = _said_again(page, _dash(page, end) if money else end)
    return Candidate(first, index, end, value, decimals, scale, money, "money" if money else "")


def _scaled(value: Decimal, scale: int) -> Decimal:
    """Multiplied out, without the noughts that the decimals leave: 1,20 million is 1200000."""
    product = value * scale
    whole = product.to_integral_value()
    return whole if scale > 1 and whole == product else product


def _money_before(page: Page, index: int) -> tuple[int, str]:
    """The first token of the amount and the unit that its mark says: "$. 5", "US$5"."""
    before = page.at(index - 1).form
    mark = index - 2 if before == "." else index - 1
    unit = page.grammar.money_before.get(page.at(mark).form if before == "." else before, "")
    return (mark, unit) if unit else (index, "")


def _torn(page: Page, index: int) -> bool:
    """A blank inside a number: "5. 351", "149, 45 kg". Only where nothing else makes sense."""
    mark = page.at(index + 1)
    if mark.form not in (".", ","):
        return False
    left, right = page.tokens[index], page.at(index + 2)
    if right.kind != NUMBER or mark.start != left.end or right.start != mark.end + 1:
        return False
    if page.opens_line(index) or len(left.form) > 3 or page.text[mark.end] not in " \xa0":
        return False
    if mark.form == ".":
        return left.form.isdigit() and len(right.form) == 3 and right.form.isdigit()
    listed = page.at(index - 1).form == "," or page.at(index + 3).form in {",", *page.grammar.siblings}
    return right.form.isdigit() and len(right.form) < 3 and not listed and _measured(page, index + 2)


def _measured(page: Page, last: int) -> bool:
    unit = page.unit_from(last + 1)
    return page.at(last + 1).form in page.grammar.scales or bool(unit and page.grammar.units[unit[0]][1] in FINE)


def _written_with_dot(page: Page, written: str) -> bool:
    """Whether the same digits stand elsewhere with a dot: "8,390" beside "8.390" is a slip for a thousand."""
    return written[-4:-3] == "," and "." not in written and written.replace(",", ".") in page.text


def _counted(page: Page, last: int) -> bool:
    """Whether what follows is a noun that is counted whole: a comma before three digits parts thousands then."""
    unit = page.unit_from(last + 1)
    if unit:
        return page.grammar.units[unit[0]][1] not in FINE
    following = page.at(last + 1)
    return following.kind == WORD and following.form not in page.grammar.not_units


def _scale(page: Page, last: int, money: bool) -> tuple[int, int]:
    """The scale words behind a number, multiplied, and the last token of them."""
    scale = 1
    while factor := _factor(page, page.at(last + 1), money):
        scale, last = scale * factor, last + 1
    return scale, last


def _factor(page: Page, token: Token, money: bool) -> int | None:
    """What a scale word multiplies by; a letter does only behind money, and as a capital."""
    factor = page.grammar.scales.get(token.form)
    if factor or not money or not page.text[token.start : token.end].isupper():
        return factor
    return page.grammar.money_scales.get(token.form)


def _scale_of_range(page: Page, last: int, money: bool) -> int:
    """The scale that the far end of a range says for both: "10-15 juta"; 1 where there is none."""
    if page.at(last + 1).form not in ("-", "–"):
        return 1
    low, high = page.at(last), page.at(last + 2)
    if high.kind != NUMBER or max(len(low.form), len(high.form)) > 3:
        return 1
    rises = low.form.isdigit() and high.form.isdigit() and int(low.form) < int(high.form)
    return _scale(page, last + 2, money)[0] if rises else 1


def _and_smaller(page: Page, value: Decimal, scale: int, last: int) -> tuple[Decimal, int, int]:
    """What is added in a smaller scale: "1 billion 250 million"; the value, its last scale and its last token."""
    following = page.at(last + 1)
    if scale == 1 or following.kind != NUMBER or not (following.form.isdigit() and len(following.form) < 4):
        return value, scale, last
    smaller, end = _scale(page, last + 1, False)
    if not 1 < smaller < scale or int(following.form) * smaller >= scale:
        return value, scale, last
    return value + int(following.form) * smaller, smaller, end


def _dash(page: Page, last: int) -> int:
    """The dash that closes an amount: "$ 5.000,-"."""
    closed = page.glued(last) and page.at(last + 1).form in ",." and page.at(last + 2).form in ("-", "–")
    return last + 2 if closed and page.glued(last + 1) else last


def _said_again(page: Page, last: int) -> int:
    """The bracket that says the number once more: "3 (three)"; the last token of it, else ``last``."""
    if page.at(last + 1).form != "(":
        return last
    inside = _in_words(page, last + 2)
    if inside is None:
        return last
    end = inside.last + 1
    if page.at(end).form != ")":
        unit = page.unit_from(end)
        end += unit[1] if unit else 0
    return end if page.at(end).form == ")" else last


def _plain(page: Page, index: int) -> tuple[int, int] | None:
    """A whole number in words that begins at this token, and its last token."""
    found = compose(page.grammar.numerals[t.form] for t in _run(page, index))
    return (found[0], index + found[1] - 1) if found else None


def _run(page: Page, index: int) -> Iterator[Token]:
    while page.at(index).form in page.grammar.numerals:
        yield page.tokens[index]
        index += 1


def _in_words(page: Page, index: int) -> Candidate | None:
    found = _plain(page, index)
    if found is None:
        return None
    whole, last = found
    digits, last = _spoken_decimals(page, last)
    factor, end = _scale(page, last, False) if digits else (1, last)
    value = _scaled(Decimal(f"{whole}.{digits}" if digits else whole), factor)
    scale = page.grammar.scales.get(page.at(end).form, 1)
    first, money = _money_before(page, index)
    if [page.at(end + n).form for n in (1, 3)] == ["(", ")"] and page.at(end + 2).form == str(value):
        end += 3
    return Candidate(first, index, end, value, len(digits), scale, money, "money" if money else "")


def _spoken_decimals(page: Page, last: int) -> tuple[str, int]:
    """The decimals that are said digit by digit behind the word for the comma, and the last token of them."""
    digits, end = "", last + 1
    if page.at(end).form in page.grammar.commas:
        while page.grammar.numerals.get(page.at(end + 1).form, ("", 10))[1] < 10:
            digits, end = f"{digits}{page.grammar.numerals[page.at(end + 1).form][1]}", end + 1
    return (digits, end) if digits else ("", last)


def _none(page: Page, index: int) -> Candidate | None:
    """Words for none, where they answer a count."""
    for zero in page.grammar.zeros[page.tokens[index].form]:
        end = index + len(zero.words)
        if tuple(t.form for t in page.tokens[index:end]) == zero.words and _answers(page, index, end, zero):
            return Candidate(index, index, end - 1, Decimal(0))
    return None


def _answers(page: Page, index: int, end: int, zero: Zero) -> bool:
    if not zero.after and not zero.before:
        return True
    ahead = tuple(t.form for t in page.tokens[end : end + 3])
    if any(ahead[: len(words)] == words for words in zero.before):
        return True
    closed = page.at(end).kind in (MARK, LINE) or page.at(end).form in page.grammar.siblings
    return closed and any(t.form in zero.after for t in page.tokens[max(0, index - 4) : index])


def _one(page: Page, index: int) -> Candidate | None:
    """One word for one of something ("a person"), among other counts."""
    if page.at(index - 1).form not in page.grammar.one_after:
        return None
    return Candidate(index, index, index, Decimal(1), unit=page.grammar.ones[page.tokens[index].form], kind="count")
