"""When a release says that it was published."""

import re
from collections.abc import Iterator
from datetime import date
from functools import cache

from pipeline.language import Language
from pipeline.records import Block

HEAD = 3  # blocks in which a dateline may stand


def published(text: str, blocks: tuple[Block, ...], language: Language) -> str:
    """The date in the head of a release, ISO 8601; empty where it names none."""
    return next((day for block in blocks[:HEAD] for day in _dates(text[block.start : block.end], language)), "")


def _dates(text: str, language: Language) -> Iterator[str]:
    for form in _forms(language):
        for found in form.finditer(text):
            parts = found.groupdict()
            month = parts.get("month") or _month(parts["name"], language)
            try:
                yield date(int(parts["year"]), int(month), int(parts["day"])).isoformat()
            except ValueError:  # 31 February: a slip, and none of ours to read as a date
                continue


def _month(name: str, language: Language) -> int:
    months: list[list[str]] = language.data["calendar"]["months"]
    return next(number for number, names in enumerate(months, start=1) if name.lower() in names)


@cache
def _forms(language: Language) -> tuple[re.Pattern[str], ...]:
    calendar = language.data["calendar"]
    names = "|".join(name for month in calendar["months"] for name in month)
    parts = {"day": r"\d{1,2}", "month": r"\d{1,2}", "name": names, "year": r"\d{4}"}
    groups = {f"{{{part}}}": f"(?P<{part}>{pattern})" for part, pattern in parts.items()}
    return tuple(re.compile(_filled(entry["form"], groups), re.IGNORECASE) for entry in calendar["dateline"])


def _filled(form: str, groups: dict[str, str]) -> str:
    for slot, pattern in groups.items():
        form = form.replace(slot, pattern)
    return form
