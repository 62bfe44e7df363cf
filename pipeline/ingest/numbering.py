"""Lists of a Word file: the number or bullet that the program shows before an item, and the styles of paragraphs."""

from dataclasses import dataclass
from string import ascii_lowercase
from xml.etree.ElementTree import Element

BULLET = "•"
ROMAN = ((10, "x"), (9, "ix"), (5, "v"), (4, "iv"), (1, "i"))
DEEPEST = 20  # styles based on each other
LONGEST = 100  # characters of a mark
MOST = 1000  # items that letters count: "aa" is the 27th


@dataclass(frozen=True, slots=True)
class Style:
    """What a style makes of a paragraph: a heading, a line of the table of contents, an item of a list."""

    heading: bool = False
    contents: bool = False
    number: Element | None = None


class Numbering:
    """Counts the items of all lists on a walk through a document, given the parts of styles and of lists, if any."""

    def __init__(self, styles: Element | None, numbering: Element | None) -> None:
        self.styles = {e.get("w_styleId", ""): e for e in styles.iter("w_style")} if styles is not None else {}
        lists = {e.get("w_abstractNumId"): e for e in numbering.iter("w_abstractNum")} if numbering is not None else {}
        numbers = numbering.iter("w_num") if numbering is not None else ()
        self.levels = {e.get("w_numId", ""): _levels(lists.get(_val(e, "w_abstractNumId"))) for e in numbers}
        self.counts: dict[str, dict[int, int]] = {}

    def style(self, paragraph: Element) -> Style:
        """What the paragraph is by its style, those that it is based on, and its own settings."""
        contents = False
        number = paragraph.find("w_pPr/w_numPr")
        level = _val(paragraph.find("w_pPr"), "w_outlineLvl")
        heading = level.isdecimal() and int(level) < 9
        name = _val(paragraph.find("w_pPr"), "w_pStyle")
        for _ in range(DEEPEST):
            style = self.styles.get(name)
            if style is None:
                break
            shown = _val(style, "w_name").lower()
            heading = heading or shown.startswith("heading") or shown in ("title", "subtitle")
            contents = contents or shown.startswith(("toc ", "contents "))
            number = number if number is not None else style.find("w_pPr/w_numPr")
            name = _val(style, "w_basedOn")
        return Style(heading, contents, number)

    def mark(self, paragraph: Element) -> str:
        """The number or bullet of a paragraph; empty for what is no item. Each call counts one further."""
        number = self.style(paragraph).number
        key = _val(number, "w_numId")
        levels = self.levels.get(key, {})
        depth = _whole(_val(number, "w_ilvl"), 0)
        if depth not in levels:
            return ""
        counts = self.counts.setdefault(key, {})
        counts[depth] = counts.get(depth, _whole(_val(levels[depth], "w_start"), 1) - 1) + 1
        for deeper in [level for level in counts if level > depth]:
            del counts[deeper]
        return _mark(levels, counts, depth)


def _mark(levels: dict[int, Element], counts: dict[int, int], depth: int) -> str:
    form = _val(levels[depth], "w_numFmt")
    if form == "bullet":
        return BULLET
    text = _val(levels[depth], "w_lvlText")[:LONGEST] if form != "none" else ""
    for level in range(depth + 1):
        count = counts.get(level, 1)
        text = text.replace(f"%{level + 1}", _numeral(count, _val(levels.get(level), "w_numFmt")))
    return text.strip()


def _numeral(count: int, form: str) -> str:
    if form in ("lowerLetter", "upperLetter") and count < MOST:
        letter = ascii_lowercase[(count - 1) % 26] * ((count - 1) // 26 + 1)
        return letter if form == "lowerLetter" else letter.upper()
    if form in ("lowerRoman", "upperRoman"):
        return _roman(count) if form == "lowerRoman" else _roman(count).upper()
    return str(count)


def _roman(count: int) -> str:
    text = ""
    for value, letters in ROMAN:
        while count >= value and len(text) < 20:
            text, count = text + letters, count - value
    return text


def _levels(numbers: Element | None) -> dict[int, Element]:
    levels = numbers.findall("w_lvl") if numbers is not None else ()
    return {_whole(level.get("w_ilvl", "0"), 0): level for level in levels}


def _whole(text: str, otherwise: int) -> int:
    return int(text) if text.isdecimal() and len(text) < 6 else otherwise


def _val(element: Element | None, child: str) -> str:
    """The value of a child; empty where there is none."""
    found = element.find(child) if element is not None else None
    return found.get("w_val", "") if found is not None else ""
