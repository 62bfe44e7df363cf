"""Figures and claims by hand, in a short notation: "3,86", "12,4 juta", "19 %", "24 kg", "~1.200", ">900", "<1.000"."""

import re
from decimal import Decimal

from pipeline.records import Claim, Figure, Member

_SCALES = {"ribu": 1000, "juta": 10**6, "miliar": 10**9, "triliun": 10**12}
_BOUNDS = {"~": "approximate", ">": "at_least", "<": "at_most", "": "exact"}
_FORM = re.compile(
    r"(?P<bound>[~<>]?)(?P<digits>[\d.]+)(?:,(?P<fraction>\d+))? ?(?P<scale>ribu|juta|miliar|triliun)? ?(?P<unit>.*)"
)
_KINDS = {
    "%": "percent",
    "Rp": "money",
    "gram": "measure",
    "kg": "measure",
    "ton": "measure",
    "": "count",
    "indeks": "index",
}


def figure(text: str, start: int = 0) -> Figure:
    """The figure of a notation; its text is without the sign of its bound and without its unit."""
    m = _FORM.fullmatch(text)
    assert m, text
    fraction, scale = m["fraction"] or "", _SCALES.get(m["scale"] or "", 1)
    value = Decimal(m["digits"].replace(".", "") + ("." + fraction if fraction else "")) * scale
    written = text.removeprefix(m["bound"]).removesuffix(m["unit"]).strip()
    return Figure(
        f"F{start}", start, start + len(written), written, value, len(fraction), scale, m["unit"],
        _KINDS.get(m["unit"], "count"), _BOUNDS[m["bound"]],
    )  # fmt: skip


def claim(kind: str, roles: str, tier: str = "strong", start: int = 0, direction: str = "") -> Claim:
    """A claim from "total: 16; part: 1, 0, 11, 2"; parts are split at ", " and each figure stands ten places on."""
    members: list[Member] = []
    for role in roles.split("; "):
        name, texts = role.split(": ")
        for text in texts.split(", "):
            members.append(Member(name, figure(text, start + 10 * len(members))))
    return Claim(f"C{start}", kind, "test", tuple(members), tier, Decimal("0.95"), direction)
