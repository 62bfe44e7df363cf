"""Tells figures of fact from numbers that only look like one: dates, articles of law, ages, names."""

import re
from collections.abc import Iterable

from pipeline.extract.grammar import Lookalike
from pipeline.extract.page import Page
from pipeline.extract.scan import Candidate
from pipeline.extract.tokens import MARK, NUMBER, SHAPE, WORD

_LINKS = frozenset(",/()-–—")
AROUND = 60  # tokens on either side among which a list of names is sought
_LONGER = r"(?<=[^\s.!?] )[A-Z][^\W_]* "  # before "Bima": "Bima 74, Kota Bima 51", but no word that opens a sentence
_MOST_DIGITS = 15  # a longer number counts nothing, and decimals hold no more than 28 digits exactly


def facts(page: Page, found: Iterable[Candidate]) -> list[Candidate]:
    """The candidates that are figures of fact."""
    kept: list[Candidate] = []
    chain: tuple[Lookalike, int] | None = None
    for candidate in found:
        look = _look(page, candidate, kept) or _carried(page, candidate, chain)
        if look and look.chain:
            chain = look, candidate.last
        if look is None and not candidate.shape and not _no_fact(page, candidate, kept):
            kept.append(candidate)
    return kept


def _look(page: Page, c: Candidate, kept: list[Candidate]) -> Lookalike | None:
    if c.shape or c.kind == "money" or c.scale > 1:
        return None
    used = kept and _unit_end(page, kept[-1]) >= c.first - 1
    before, after = () if used else _before(page, c.first), _after(page, c.last)
    looks = (look for look in (*before, *after) if not look.both or (look in before and look in after))
    return next((look for look in looks if _applies(page, look, c)), None)


def _unit_end(page: Page, c: Candidate) -> int:
    unit = page.unit_from(c.last + 1)
    return c.last + unit[1] if unit else c.last


def _before(page: Page, first: int) -> tuple[Lookalike, ...]:
    """What the words right before say, over the dot of an abbreviation, a bracket or a dash."""
    index = first - 1
    while (token := page.at(index)).kind == MARK and token.form in ".()-–":
        index -= 1
    found = page.phrase_to(index, page.grammar.before)
    return page.grammar.before[found[0]] if found else ()


def _after(page: Page, last: int) -> tuple[Lookalike, ...]:
    """What the words right behind say, also behind the far end of a range."""
    grammar = page.grammar
    if page.at(last + 1).form in grammar.spans and page.at(last + 2).kind in (NUMBER, SHAPE):
        last += 2
    found = page.phrase_from(last + 1, grammar.after)
    return grammar.after[found[0]] if found else ()


def _applies(page: Page, look: Lookalike, c: Candidate) -> bool:
    if look.words and page.tokens[c.number].kind != WORD:
        return False
    if look.yields and _counts(page, c) and not _dashed(page, c):
        return False
    if look.years:
        return _is_year(page, c)
    return not look.small or (c.decimals == 0 and c.value <= look.small and not _parted(page, c))


def _dashed(page: Page, c: Candidate) -> bool:
    """Whether a dash joins the number to the word before, as in no count: "pekan ke-24 polisi menangani"."""
    return page.at(c.first - 1).form in ("-", "–") and page.glued(c.first - 1) and page.glued(c.first - 2)


def _parted(page: Page, c: Candidate) -> bool:
    """Whether the thousands are set apart, as in no name: "SNBP 2023", but "SNBP 1.960"."""
    token = page.tokens[c.number]
    return c.value >= 1000 and token.kind == NUMBER and not token.form.isdigit()


def _counts(page: Page, c: Candidate) -> bool:
    """Whether a noun that is counted follows, or a percentage."""
    unit = page.unit_from(c.last + 1)
    return unit is not None and page.grammar.units[unit[0]][1] in ("count", "percent")


def _is_year(page: Page, c: Candidate) -> bool:
    return c.first == c.last and len(page.tokens[c.first].form) == 4 and 1900 <= c.value < 2100


def _carried(page: Page, c: Candidate, chain: tuple[Lookalike, int] | None) -> Lookalike | None:
    """A number listed right behind a look-alike is one of the same sort, unless it has a unit of its own."""
    if chain is None or not 0 < c.first - chain[1] - 1 < 4 or c.kind == "money" or c.scale > 1:
        return None
    gap = page.tokens[chain[1] + 1 : c.first]
    linked = all(t.form in _LINKS or t.form in page.grammar.siblings or t.form in page.grammar.ranges for t in gap)
    return chain[0] if linked and not page.unit_from(c.last + 1) and _applies(page, chain[0], c) else None


def _no_fact(page: Page, c: Candidate, kept: list[Candidate]) -> bool:
    return (
        _bare_year(page, c)
        or _list_number(page, c)
        or _code(page, c)
        or _part_of_name(page, c)
        or _name_and_number(page, c)
        or _name_before_number(page, c)
        or _age_in_brackets(page, c, kept)
    )


def _bare_year(page: Page, c: Candidate) -> bool:
    if not _is_year(page, c) or c.kind == "money" or page.at(c.first - 1).form in page.grammar.count_after:
        return False
    unit = page.unit_from(c.last + 1)
    return unit is None or unit[0] in page.grammar.calendar


def _code(page: Page, c: Candidate) -> bool:
    """Seven and more digits in one go, without a unit: a telephone or register number; or too many for any count."""
    if sum(map(str.isdigit, page.tokens[c.number].form)) > _MOST_DIGITS:
        return True
    bare = c.first == c.last and c.kind == "" and c.scale == 1 and page.tokens[c.first].form.isdigit()
    return bare and c.value >= 10**6 and page.unit_from(c.last + 1) is None


def _list_number(page: Page, c: Candidate) -> bool:
    """The number of an item, "1." or "2)": at the start of a line, or of a sentence where pages lost their lines."""
    if c.decimals or c.value > 99 or page.at(c.first).kind == WORD:
        return False
    if not page.glued(c.last) or page.at(c.last + 1).form not in (".", ")"):
        return False
    inside = page.capital(c.last + 2) and (_follows_end(page, c.first) or _second(page, c))
    return page.opens_line(c.first) or inside


def _second(page: Page, c: Candidate) -> bool:
    """Whether the number before it opens an item of the same line as well."""
    here = page.tokens[c.first].start
    line = page.text[page.text.rfind("\n", 0, here) + 1 : here]
    return c.value > 1 and re.search(rf"(?<!\d){c.value - 1}\. ?[A-Z]", line) is not None


def _follows_end(page: Page, first: int) -> bool:
    """Whether a full stop stands before, or a word that the number is grown to."""
    before = page.at(first - 1)
    return before.form in (".", "!", "?", ":") or (before.kind == WORD and page.glued(first - 1))


def _part_of_name(page: Page, c: Candidate) -> bool:
    """Digits grown together with letters, "B12" and "5G", or by a dash, "U-17"."""
    if page.tokens[c.number].kind == WORD:
        return False
    return _grown_left(page, c) or _grown_right(page, c)


def _grown_left(page: Page, c: Candidate) -> bool:
    index = c.first - 1
    if c.kind == "money" or not page.glued(index):
        return False
    joined = page.at(index).form in ("-", "+", ".", "_") and page.glued(index - 1)
    word = index - 1 if joined else index
    if page.at(word).kind != WORD:
        return False
    if joined and page.at(word).form in page.grammar.together:
        return not _counts(page, c) or page.at(c.last + 1).form in page.grammar.not_together
    return not _measured(page, word) if joined else _together_again(page, word, c.last) or not _lost_blank(page, word)


def _measured(page: Page, index: int) -> bool:
    """Whether the word closes an amount, so that a dash behind it opens the other end of a range: "5 kg-6 kg"."""
    form = page.at(index).form
    return len(form) > 1 and (form in page.grammar.units or form in page.grammar.scales)


def _lost_blank(page: Page, index: int) -> bool:
    """Whether the word is one of the running text that lost its blank: "and1.000"."""
    form = page.at(index).form
    known = form in page.grammar.units or form in page.grammar.scales or form in page.grammar.not_units
    return len(form) > 1 and (known or (len(form) > 3 and not page.capital(index)))


def _grown_right(page: Page, c: Candidate) -> bool:
    """ "5G", "3M", "2nd": letters grown to the number that are no unit; a single capital letter never is one."""
    following = page.at(c.last + 1)
    if following.kind != WORD or not page.glued(c.last):
        return False
    if len(following.form) == 1 and page.capital(c.last + 1) and not c.decimals:
        return True
    return page.unit_from(c.last + 1) is None and following.form not in page.grammar.not_units


def _name_and_number(page: Page, c: Candidate) -> bool:
    """ "iOS 26": a name and a bare number without a unit, that stand together again or in the middle of a sentence."""
    if c.kind or c.first != c.last or not page.tokens[c.first].form.isdigit() or not page.capital(c.first - 1):
        return False
    name = page.tokens[c.first - 1]
    known = name.form in page.grammar.units or name.form in page.grammar.not_units
    unit = page.unit_from(c.last + 1)
    if known or name.kind != WORD or (unit and unit[0] not in page.grammar.calendar):
        return False
    if _in_list_of_names(page, c.first - 1):
        return False
    if _together_again(page, c.first - 1, c.last) or _numbered(page, c.first - 1):
        return True
    return _runs_on(page, c.last + 1) and page.sentences[c.first - 2] == page.sentences[c.first]


def _name_before_number(page: Page, c: Candidate) -> bool:
    """ "Kecamatan Meurah Dua 862 orang": a word with a capital behind another, and a number right behind it."""
    word = c.first == c.last and page.tokens[c.first].kind == WORD and page.at(c.last + 1).kind == NUMBER
    return word and page.capital(c.first) and page.capital(c.first - 1) and not page.glued(c.last)


def _together_again(page: Page, first: int, last: int) -> bool:
    """Whether these tokens stand together more than once."""
    return page.text.count(page.text[page.tokens[first].start : page.tokens[last].end]) > 1


def _numbered(page: Page, index: int) -> bool:
    """Whether the name, all of it, stands before several numbers: "Turbo 3 dan Turbo 4"."""
    first = next(k for k in range(index, -2, -1) if not page.capital(k - 1))
    written = page.text[page.tokens[first].start : page.tokens[index].end]
    found = re.findall(rf"({_LONGER})?\b{re.escape(written)} (\d{{1,2}})(?![.,]?\d)", page.text)
    return len({number for another, number in found if not another}) > 1


def _in_list_of_names(page: Page, index: int) -> bool:
    """Whether the sentence has numbers behind other names as well: "Garut 12 unit, Sukabumi 9, Tasikmalaya 7"."""
    around = range(max(0, index - AROUND), min(len(page.tokens) - 1, index + AROUND))
    here = (k for k in around if page.sentences[k] == page.sentences[index])
    named = (k for k in here if page.tokens[k + 1].kind == NUMBER and page.capital(k))
    listed = (k for k in named if page.tokens[k].kind == WORD and not _runs_on(page, k + 2))
    return len({page.tokens[k].form for k in listed}) > 2


def _runs_on(page: Page, index: int) -> bool:
    """Whether the sentence goes on with a name, or with a word that is nothing that is counted and joins no list."""
    grammar, form = page.grammar, page.at(index).form
    if page.at(index).kind != WORD or form in grammar.siblings:
        return False
    return page.capital(index) or form in grammar.not_units or form.startswith(grammar.verb_beginnings)


def _age_in_brackets(page: Page, c: Candidate, kept: list[Candidate]) -> bool:
    """ "HM (42)": a small number alone in brackets behind a name; "Thailand (131), Laos (64)" is a list of figures."""
    alone = page.at(c.first - 1).form == "(" and page.at(c.last + 1).form == ")"
    if not alone or c.decimals or not 9 < c.value < 100 or not page.capital(c.first - 2):
        return False
    before = kept[-1] if kept and page.sentences[kept[-1].first] == page.sentences[c.first] else None
    return before is None or page.at(before.first - 1).form != "("
