"""Mends text that was written as UTF-8 and read as Windows-1252: "â€œ" for a quotation mark, a stray "Â"."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from pipeline.stretches import Places, Stretch

# The five bytes that Windows-1252 leaves open stand for themselves, as browsers have it.
_CHARS = [bytes([b]).decode("cp1252", "ignore") or chr(b) for b in range(256)]
_BYTES = {char: byte for byte, char in enumerate(_CHARS)}


def _any(low: int, high: int) -> str:
    return f"[{re.escape(''.join(_CHARS[low : high + 1]))}]"


# Only what begins like the signs of Western text: "CAFÉ”" would be a sign of another alphabet, and is none.
_MORE = _any(0x80, 0xBF)
_GARBLED = re.compile(f"[ÂÃ]{_MORE}|â{_MORE}{{2}}|ï»¿|ð{_MORE}{{3}}|Â(?=\\s|$)", re.MULTILINE)


@dataclass(frozen=True, slots=True)
class Mended:
    """The mended text, and of each mended place its span in ``text`` and how long it was ``before``."""

    text: str
    repairs: tuple[tuple[int, int, int], ...] = ()

    def notes(self) -> tuple[tuple[str, str], ...]:
        return (("mojibake", str(len(self.repairs))),) if self.repairs else ()


def mend(text: str) -> Mended:
    """The text with every garbled sign put right."""
    parts: list[str] = []
    repairs: list[tuple[int, int, int]] = []
    at = length = 0
    for found in _GARBLED.finditer(text):
        sign = _sign(found[0])
        if sign != found[0]:
            parts += text[at : found.start()], sign
            length += found.start() - at + len(sign)
            repairs.append((length - len(sign), length, len(found[0])))
            at = found.end()
    return Mended("".join((*parts, text[at:])), tuple(repairs)) if repairs else Mended(text)


def _sign(garbled: str) -> str:
    if garbled == "Â":
        return ""
    try:
        return bytes(_BYTES[char] for char in garbled).decode("utf-8").replace("\ufeff", "")
    except UnicodeDecodeError:
        return garbled


def stretches(mended: Mended) -> Places:
    """The way back to lines, columns and offsets of the text as it was; none where nothing was mended."""
    return Places(_stretches(mended) if mended.repairs else ())


def _stretches(mended: Mended) -> Iterator[Stretch]:
    cuts = iter((*mended.repairs, (len(mended.text), len(mended.text), 0)))
    start = offset = begin = 0
    line = 1
    for low, high, before in cuts:
        for piece in mended.text[start:low].splitlines(keepends=True):
            yield Stretch(start, start + len(piece), line=line, column=offset - begin + 1, offset=offset)
            start, offset = start + len(piece), offset + len(piece)
            if piece.endswith("\n"):
                line, begin = line + 1, offset
        if low < high:
            yield Stretch(low, high, line=line, column=offset - begin + 1, offset=offset)
        start, offset = high, offset + before
