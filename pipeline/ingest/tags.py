"""Cuts a web page into tags and text with their offsets.

Not by html.parser: it looks for the end of a tag anew from each "<", and so takes 40 s for a megabyte of them.
Here what has no end reaches to the end of the page, as the standard has it, so that every character is seen once.
Source: https://html.spec.whatwg.org/multipage/parsing.html#tokenization
"""

import re
from collections.abc import Iterator, Mapping
from html import unescape
from typing import NamedTuple

OPEN = re.compile(r"<(/?)([a-zA-Z][^\s/>]{0,40})[^\s/>]*")
REFERENCE = re.compile(r"&(?:#\d{1,7}|#[xX][0-9a-fA-F]{1,6}|[a-zA-Z][a-zA-Z0-9]{1,31});?")
ATTRIBUTE = re.compile(r"""([^\s=/>"']+)(?:\s*=\s*(?:"([^"]*)"|'([^']*)'|([^\s"'>]+)))?""")
DELIMITER = re.compile("[>\"']")
TEXT = re.compile(r"(?:[^<&]+|<(?![a-zA-Z/!?])|&(?![a-zA-Z#]))+")
RAW = ("script", "style", "textarea", "title", "xmp", "iframe", "noembed", "noframes")  # no tags but their own end
LONGEST = 4096  # characters of a tag in which attributes are looked for


class Token(NamedTuple):
    """A tag (``start`` or ``end``), a stretch of ``text``, or a sign that is written as a reference (``sign``)."""

    kind: str
    value: str
    at: int
    attributes: Mapping[str, str] = {}


def tokens(page: str) -> Iterator[Token]:
    """The tags and the text of a page in order; comments and the like are left out."""
    at = 0
    while at < len(page):
        if found := TEXT.match(page, at):
            yield Token("text", found[0], at)
            at = found.end()
        elif found := OPEN.match(page, at):
            end = _end(page, found.end())
            kind, tag = "end" if found[1] else "start", found[2].lower()
            yield Token(kind, tag, at, _attributes(page[found.end() : min(end, found.end() + LONGEST)]))
            at = _behind(page, tag, end) if kind == "start" and tag in RAW else end
        elif page.startswith(("<!", "<?", "</"), at):
            at = _markup(page, at)
        else:
            found = REFERENCE.match(page, at)
            written = found[0] if found else page[at]
            sign = unescape(written)
            yield Token("text" if sign == written else "sign", sign, at)
            at += len(written)


def _end(page: str, at: int) -> int:
    """Behind the ">" of a tag; what is in quotes is none."""
    while found := DELIMITER.search(page, at):
        if found[0] == ">":
            return found.end()
        close = page.find(found[0], found.end())
        at = close + 1 if close >= 0 else len(page)
    return len(page)


def _attributes(inside: str) -> Mapping[str, str]:
    found = (match.groups(default="") for match in ATTRIBUTE.finditer(inside))
    return {name.lower(): unescape(one or two or bare) for name, one, two, bare in found}


def _behind(page: str, tag: str, at: int) -> int:
    found = re.compile(f"</{tag}", re.IGNORECASE).search(page, at)
    return found.start() if found else len(page)


def _markup(page: str, at: int) -> int:
    """Behind a comment, a doctype or what else is no text."""
    comment = page.startswith("<!--", at)
    close = page.find("-->", at + 4) + 2 if comment else page.find(">", at)
    return close + 1 if close > 1 else len(page)
