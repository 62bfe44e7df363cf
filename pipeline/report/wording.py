"""The words and numbers of a report, as the language of its reader has them."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from pipeline.language import Language

# Characters that are not seen but change what is seen: control characters, marks that turn the direction of the text,
# blanks of no width, halves of surrogate pairs. In a report they are named, so that none can hide or move a figure.
_UNSEEN = re.compile(
    "[\x00-\x08\x0b-\x1f\x7f-\x9f\u00ad\u061c\u200b\u200e\u200f\u2028-\u202e\u2060-\u2069\ufeff\ud800-\udfff]"
)
_MOST_DECIMALS = 6


def visible(text: str) -> str:
    """The text with every character that cannot be seen replaced by its name: ``[U+202E]``."""
    return _UNSEEN.sub(lambda found: f"[U+{ord(found[0]):04X}]", text)


def short(text: str, most: int = 64) -> str:
    """The text with its middle left out where it is long: both its head and the words next to the figure stay."""
    if len(text) <= most:
        return text
    head, tail = text[: most // 2], text[-(most // 2) :]
    return f"{head.rpartition(' ')[0] or head} … {tail.partition(' ')[2] or tail}"


@dataclass(frozen=True, slots=True)
class Wording:
    """The wording of one language: ``report.toml`` and what else of the language names things that a report shows."""

    code: str
    data: Mapping[str, Any]

    def word(self, section: str, key: str) -> str:
        """The word for a name of ours; a name that the language does not list stands for itself."""
        return str(self.data[section].get(key, key))

    def say(self, section: str, key: str, **values: object) -> str:
        """A sentence with its values filled in."""
        return str(self.data[section][key]).format(**values)

    def label(self, key: str) -> str:
        return str(self.data["labels"][key])

    def number(self, value: Decimal) -> str:
        """A number with the separators of the language; what never ends is shown to four decimals."""
        marks = self.data["number"]
        shown = round(value, 4) if -int(value.as_tuple().exponent) > _MOST_DECIMALS else value
        plain = f"{abs(shown):,f}".translate({ord(","): marks["thousands"], ord("."): marks["decimal"]})
        return marks["minus"] + plain if shown < 0 else plain

    def sign(self, value: Decimal | None) -> str:
        """The sign that is put before an amount."""
        return str(self.data["number"]["minus" if value and value < 0 else "plus"]) if value else ""

    def signed(self, value: Decimal) -> str:
        """A difference, its sign before it."""
        return self.sign(value) + self.number(abs(value))

    def percent(self, part: Decimal, digits: int = 0) -> str:
        """A share of one as a percentage."""
        return self.say("number", "percent", number=self.number(round(part * 100, digits)))

    def sure(self, confidence: Decimal) -> str:
        """How sure a confidence is, in words."""
        return next(str(entry["text"]) for entry in self.data["sure"] if confidence >= Decimal(entry["from"]))


def wording(language: Language) -> Wording:
    """The wording of the reports of a language."""
    data, slips = language.data, language.data["slips"]["slip"]
    named = {
        "number": {**data["report"]["number"], **data["explain"]["marks"]},
        "operations": {name: slip["name"] for name, slip in slips.items()},
        "codes": {code: entry["name"] for code, entry in data["findings"].items()},
    }
    return Wording(language.code, {**data["report"], **named})
