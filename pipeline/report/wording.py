"""The words and numbers of a report, as the language of its reader has them."""

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from functools import lru_cache
from typing import Any

from pipeline.language import Language
from pipeline.report.numbers import number, percent, plural, sign


def short(text: str, most: int = 64) -> str:
    """The text with its middle left out where it is long: both its head and the words next to the figure stay."""
    if len(text) <= most:
        return text
    head, tail = text[: most // 2], text[-(most // 2) :]
    return f"{head.rpartition(' ')[0] or head} … {tail.partition(' ')[2] or tail}"


@dataclass(frozen=True, slots=True)
class Wording:
    """The wording of one reader: ``report.toml`` and what else names things that a report shows.

    What is set beside figures of the release is written as the release writes them (its language is ``release``),
    so that no table holds 1.711 and 1,711; what the report itself counts is written as its reader (``code``) does.
    """

    code: str
    release: str
    data: Mapping[str, Any]

    def word(self, section: str, key: str) -> str:
        """The word for a name of ours; a name that the language does not list stands for itself."""
        return str(self.data[section].get(key, key))

    def say(self, section: str, key: str, **values: object) -> str:
        """A sentence with its values filled in, in the form that goes with its number."""
        text = self.data[section][key]
        if not isinstance(text, str):
            text = text.get(plural(int(str(values[text["of"]])), self.code), text["other"])
        return str(text).format(**{name: self.count(v) if isinstance(v, int) else v for name, v in values.items()})

    def label(self, key: str) -> str:
        return str(self.data["labels"][key])

    def notation(self) -> str:
        """How the release writes its figures; empty for a reader of its language."""
        return "" if self.code == self.release else str(self.data["notation"].get(self.release, ""))

    def number(self, value: Decimal) -> str:
        """A value of the release as it would write it; what never ends is shown to four decimals."""
        return number(value, self.release)

    def signed(self, value: Decimal) -> str:
        """A difference between values of the release, its sign before it."""
        return number(value, self.release, signed=True)

    def sign(self, value: Decimal | None) -> str:
        """The sign that is put before an amount of the release."""
        return sign(value, self.release)

    def count(self, value: int) -> str:
        """A number of ours: so many figures."""
        return _counted(value, self.code)

    def percent(self, part: Decimal) -> str:
        """A share of one as a whole percentage."""
        return percent(part, self.code)

    def sure(self, confidence: Decimal) -> str:
        """How sure a confidence is, in words."""
        return next(str(entry["text"]) for entry in self.data["sure"] if confidence >= Decimal(entry["from"]))


@lru_cache(1000)
def _counted(value: int, code: str) -> str:
    # Most are small, and told again and again.
    return number(Decimal(value), code)


def wording(language: Language) -> Wording:
    """The wording of the reports of a language, for its reader."""
    data = language.data
    named = {
        "operations": {name: slip["name"] for name, slip in data["slips"]["slip"].items()},
        "codes": {code: entry["name"] for code, entry in data["findings"].items()},
    }
    return Wording(language.reader, language.code, {**data["report"], **data["places"], **named})
