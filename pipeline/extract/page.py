"""A text cut into tokens, with the look-ups that all readers of it share."""

from collections.abc import Container
from dataclasses import dataclass, field

from pipeline.extract.grammar import Grammar
from pipeline.extract.tokens import LINE, MARK, WORD, Token, tokenize

_LONGEST = 3  # words in a phrase of the language data
_BLANK = Token(LINE, "\n", -1, -1)


@dataclass(frozen=True, slots=True)
class Page:
    """The text, its tokens, and for each token the number of its sentence."""

    text: str
    tokens: list[Token]
    sentences: list[int]
    grammar: Grammar
    _units: dict[int, tuple[str, int] | None] = field(default_factory=dict)

    def at(self, index: int) -> Token:
        """The token there; a line end beyond both ends of the text."""
        return self.tokens[index] if 0 <= index < len(self.tokens) else _BLANK

    def phrase_from(self, index: int, table: Container[str]) -> tuple[str, int] | None:
        """The longest key of ``table`` that begins at this token, and how many tokens it has."""
        first = self.at(index)
        if first.form in self.grammar.firsts:
            for count in range(min(_LONGEST, len(self.tokens) - index), 1, -1):
                form = self.text[first.start : self.tokens[index + count - 1].end].lower()
                if form in table:
                    return form, count
        return (first.form, 1) if first.form in table else None

    def unit_from(self, index: int) -> tuple[str, int] | None:
        """The unit that begins at this token, as ``phrase_from``; looked up once, for it is asked often."""
        if index not in self._units:
            self._units[index] = self.phrase_from(index, self.grammar.units)
        return self._units[index]

    def phrase_to(self, index: int, table: Container[str]) -> tuple[str, int] | None:
        """The longest key of ``table`` that ends with this token, and how many tokens it has."""
        last = self.at(index)
        if last.form in self.grammar.lasts:
            for count in range(min(_LONGEST, index + 1), 1, -1):
                form = self.text[self.tokens[index - count + 1].start : last.end].lower()
                if form in table:
                    return form, count
        return (last.form, 1) if last.form in table else None

    def glued(self, left: int) -> bool:
        """Whether nothing stands between this token and the next."""
        return 0 <= left < len(self.tokens) - 1 and self.tokens[left].end == self.tokens[left + 1].start

    def opens_line(self, index: int) -> bool:
        return self.at(index - 1).kind == LINE

    def small_letters(self, index: int) -> bool:
        """Whether the token is a word that begins with a small letter."""
        return self.at(index).kind == WORD and not self.capital(index)

    def capital(self, index: int) -> bool:
        """Whether the token begins with a capital letter."""
        return self.text[self.at(index).start : self.at(index).start + 1].isupper()


def page_of(text: str, grammar: Grammar) -> Page:
    """Cut a text and number its sentences."""
    tokens = tokenize(text, grammar.scanner, grammar.blank)
    return Page(text, tokens, _sentences(text, tokens), grammar)


def _sentences(text: str, tokens: list[Token]) -> list[int]:
    """A full stop ends a sentence only before a capital or quote: "$. 5" and "No. 12" do not."""
    numbers, number, stopped = [], 0, False
    for token in tokens:
        if token.kind == LINE or (stopped and not text[token.start].islower() and not token.form[0].isdigit()):
            number += 1
        stopped = token.kind == MARK and token.form in ".!?;"
        numbers.append(number)
    return numbers
