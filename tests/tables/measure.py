"""How well the annotated tables are read, and their typing errors found: ``python -m tests.tables`` prints it."""

import random
from collections.abc import Iterator

from pipeline import audit
from tests.tables.notation import Case, cases, placed, read

CLEAN = [case for case in cases() if all(case.claims.values())]
FAULTY = [case for case in cases() if not all(case.claims.values())]


def measured() -> tuple[float, float]:
    """Precision and recall of the claims, those left out that a careful reader may leave."""
    noted = {(case.name, key) for case in cases() for key in case.claims.keys() - case.optional}
    found = {(case.name, key) for case in cases() for key in read(audit(case.text)).keys() - case.optional}
    return len(noted & found) / len(found), len(noted & found) / len(noted)


def mistyped(case: Case) -> Iterator[str]:
    """The table with one digit of one cell changed, for each cell that a claim speaks of."""
    audited, spoken_of = audit(case.text), {cell for key in case.claims for _, cell in key[1]}
    places = placed(audited)
    for figure in audited.figures:
        cell, chance = places[figure.figure_id], random.Random(f"{case.name} {figure.start}")
        if cell[0] and cell in spoken_of:
            at = figure.start + chance.choice([n for n, c in enumerate(figure.text) if c.isdigit()])
            digit = chance.choice([d for d in "123456789" if d != case.text[at]])
            yield f"{case.text[:at]}{digit}{case.text[at + 1 :]}"
