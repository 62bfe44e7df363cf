"""Notes an annotated batch of articles without a word of them: offsets and values only.

``python -m tests.wild FOLDER > tests/wild/batch-N.json``, where FOLDER holds NAME.txt and NAME.gold.json.
"""

import json
import sys
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from tests.score.cases import GOLD


def main() -> None:
    golds = sorted(Path(sys.argv[1]).glob(f"*{GOLD}"))
    notes = {path.name.removesuffix(GOLD): _note(path) for path in golds}
    lines = (f" {json.dumps(name)}: {json.dumps(note)}" for name, note in notes.items())
    print("{", ",\n".join(lines), "}", sep="\n")


def _note(path: Path) -> Mapping[str, Any]:
    text = path.with_name(f"{path.name.removesuffix(GOLD)}.txt").read_text("utf-8")
    gold = json.loads(path.read_text("utf-8"))
    figures = [[*_span(figure, text), figure["value"]] for figure in gold["figures"]]
    return {"figures": figures, "claims": [_claim(claim, text) for claim in gold["claims"]]}


def _claim(claim: Mapping[str, Any], text: str) -> Mapping[str, Any]:
    members = [[member["role"], *_span(member, text), member["value"]] for member in claim["members"]]
    optional = {"optional": True} if claim.get("optional") else {}
    return {"kind": claim["kind"], "holds": claim["holds"], **optional, "members": members}


def _span(quoted: Mapping[str, str], text: str) -> tuple[int, int]:
    start = text.index(quoted["quote"])
    return start, start + len(quoted["quote"])


if __name__ == "__main__":
    main()
