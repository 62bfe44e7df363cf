"""Prints what a decision needs: accuracy by kind, planted errors found, the record of each rule, recall at scale."""

import argparse
import json
from collections.abc import Iterator, Sequence
from typing import Any

from tests.score import silver
from tests.score.cases import SHARED, Case, corpus, fresh, wild, written
from tests.score.measure import Measure, Record, Rules, merged, percent
from tests.score.plant import clean
from tests.score.run import Annotated, Errors, annotated, errors

GROUPS = {"corpus": corpus, "written": written, "wild": wild, "fresh": fresh}
RELIABLE = 90  # per cent of the accusations of a rule that are right, from which it may go on accusing
WORDINGS = 12  # missed wordings that are shown


def main() -> None:
    options = _options()
    groups = {name: cases for name, cases in GROUPS.items() if options.only in (None, name)}
    results = [_result(name, cases(), options.seeds) for name, cases in groups.items()]
    if options.json:
        print(json.dumps({name: _data(read, planted) for name, _, read, planted in results}, indent=1))
        return
    for name, cases, read, planted in results:
        print("\n".join((*_page(name, cases, read, planted), *_misses(read, planted, options.misses), "")))
    if options.only in (None, "scale"):
        print("\n".join(_scale(silver.outcomes())))


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m tests.score", description=__doc__)
    parser.add_argument("--seeds", type=int, nargs="+", default=[1], help="Seeds of the planted errors (default 1).")
    parser.add_argument("--misses", type=int, default=0, metavar="N", help="Show the first N misses of each sort.")
    parser.add_argument("--only", choices=(*GROUPS, "scale"), help="Only these cases.")
    parser.add_argument("--json", action="store_true", help="For programs.")
    return parser.parse_args()


Result = tuple[str, Sequence[Case], Annotated, Errors]


def _result(name: str, cases: Sequence[Case], seeds: Sequence[int]) -> Result:
    return name, cases, annotated(cases), errors(cases, seeds)


def _page(name: str, cases: Sequence[Case], read: Annotated, planted: Errors) -> Iterator[str]:
    if not cases:
        yield f"{name}: no cases below {SHARED}; left out"
        return
    yield f"== {name}: {len(cases)} releases, {len(clean(cases))} of them for planting =="
    yield f"{'':16}{'precision':>10}{'recall':>8}{'F1':>8}{'said':>7}{'there':>7}"
    yield from (_row(*line) for line in _measures(read))
    yield from _counts(read)
    yield from _planted(planted)
    yield from _rules(read.rules, planted.rules)


def _measures(read: Annotated) -> Iterator[tuple[str, Measure]]:
    yield "figures", read.figures
    yield "claims", read.claims
    yield from ((f"  {kind}", measure) for kind, measure in read.kinds().items())
    yield "errors", read.errors


def _row(name: str, m: Measure) -> str:
    return f"{name:16}{m.precision:10.2f}{m.recall:8.2f}{m.f1:8.2f}{m.said:7}{m.there:7}"


def _counts(read: Annotated) -> Iterator[str]:
    quiet = sum(score.silent for score in read.clean())
    yield f"{'clean':16}{_of(quiet, len(read.clean()))} releases without a fault stay silent"
    yield f"{'perfect':16}{_of(sum(s.perfect for s in read.scores), len(read.scores))} have every claim right"


def _planted(planted: Errors) -> Iterator[str]:
    yield f"{'planted':16}{_of(planted.found, len(planted.scores))} errors found"
    yield f"{'  blamed':16}{_of(planted.repaired(1), planted.found)} of these: the first repair puts it right"
    yield f"{'  listed':16}{_of(planted.repaired(3), planted.found)} of these: one of the first three does"
    for name in ("kind", "operation"):
        yield from (f"  {key:14}{_of(*counts)}" for key, counts in planted.by(name).items())


def _of(part: int, whole: int) -> str:
    return f"{percent(part, whole):6.2f} %  {f'{part} of {whole}':>12}"


def _scale(found: Sequence[silver.Outcome]) -> Iterator[str]:
    """Relations that arithmetic confirms against odds of 1 in 10,000, read by words and layout alone."""
    if not found:
        yield f"scale: no articles below {SHARED}; left out"
        return
    yield f"== scale: {len(found)} relations that arithmetic confirms, with one digit mistyped =="
    yield from (f"  {kind:14}{_of(*counts)}" for kind, counts in silver.by_kind(found).items())
    yield "  missed most often (kind, times, cues between the figures):"
    yield from (f"  {kind:10}{times:5}  {cues}" for kind, cues, times in silver.missed_wordings(found, WORDINGS))


def _rules(read: Rules, planted: Rules) -> Iterator[str]:
    """Right of fired, for each rule: where figures agree and where they do not, as written and with an error."""
    heads = ("agrees", "accuses", "planted: agrees", "planted: accuses")
    yield f"{'rule':28}" + "".join(f"{head:>18}" for head in heads)
    for rule in sorted({*read, *planted}):
        records = read.get(rule, Record()), planted.get(rule, Record())
        cells = (cell for record in records for cell in _record(record))
        yield f"{rule:28}" + "".join(f"{cell:>18}" for cell in cells) + _doubt(records[0] + records[1])
    yield f"{'all':28}" + "".join(f"{cell:>18}" for r in (read, planted) for cell in _record(_sum(r)))


def _doubt(record: Record) -> str:
    """A mark behind a rule whose accusations are not to be trusted."""
    return "  !" if percent(record.accused_right, record.accused) < RELIABLE else ""


def _record(record: Record) -> tuple[str, str]:
    pairs = (record.agreed_right, record.agreed), (record.accused_right, record.accused)
    agrees, accuses = (f"{right} of {fired}" if fired else "-" for right, fired in pairs)
    return agrees, accuses


def _sum(rules: Rules) -> Record:
    return merged({"all": record} for record in rules.values()).get("all", Record())


def _misses(read: Annotated, planted: Errors, number: int) -> Iterator[str]:
    yield from read.misses[:number]
    yield from planted.misses[:number]


def _data(read: Annotated, planted: Errors) -> dict[str, Any]:
    return {
        "releases": len(read.scores),
        **{name: _numbers(getattr(read, name)) for name in ("figures", "claims", "errors")},
        "by_kind": {kind: _numbers(measure) for kind, measure in read.kinds().items()},
        "clean": {"releases": len(read.clean()), "silent": sum(s.silent for s in read.clean())},
        "perfect": sum(score.perfect for score in read.scores),
        "planted": {
            "errors": len(planted.scores),
            "found": planted.found,
            "blamed": planted.repaired(1),
            "listed": planted.repaired(3),
            "by_kind": planted.by("kind"),
            "by_operation": planted.by("operation"),
        },
        "rules": {name: _records(rules) for name, rules in (("written", read.rules), ("planted", planted.rules))},
    }


def _numbers(m: Measure) -> dict[str, Any]:
    shares = {"precision": m.precision, "recall": m.recall, "f1": m.f1}
    return {"said": m.said, "there": m.there, **{name: f"{value:.2f}" for name, value in shares.items()}}


def _records(rules: Rules) -> dict[str, dict[str, int]]:
    return {
        rule: {name: getattr(record, name) for name in ("agreed", "agreed_right", "accused", "accused_right")}
        for rule, record in rules.items()
    }


if __name__ == "__main__":
    main()
