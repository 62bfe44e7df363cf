"""Runs the audit over groups of cases, as they are and with errors planted, and adds up the scores."""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import reduce
from operator import add

from pipeline.ingest import document_from_text
from pipeline.language import load
from pipeline.records import Audit
from pipeline.run import audit
from tests.score.cases import Case
from tests.score.measure import CaseScore, Measure, PlantScore, Rules, merged, score, score_planted
from tests.score.plant import planted


@dataclass(frozen=True, slots=True)
class Annotated:
    """The scores of a group of releases as they were written."""

    scores: tuple[CaseScore, ...]

    @property
    def figures(self) -> Measure:
        return total(s.figures for s in self.scores)

    @property
    def claims(self) -> Measure:
        return total(self.kinds().values())

    @property
    def errors(self) -> Measure:
        return total(s.errors for s in self.scores)

    @property
    def rules(self) -> Rules:
        return merged(s.rules for s in self.scores)

    @property
    def misses(self) -> list[str]:
        return [miss for s in self.scores for miss in s.misses]

    def kinds(self) -> dict[str, Measure]:
        kinds = sorted({kind for s in self.scores for kind in s.claims})
        return {kind: total(s.claims.get(kind, Measure()) for s in self.scores) for kind in kinds}

    def clean(self) -> list[CaseScore]:
        return [s for s in self.scores if s.clean]


@dataclass(frozen=True, slots=True)
class Errors:
    """The scores of planted errors."""

    scores: tuple[PlantScore, ...]

    @property
    def found(self) -> int:
        return sum(s.found for s in self.scores)

    @property
    def rules(self) -> Rules:
        return merged(s.rules for s in self.scores)

    @property
    def misses(self) -> list[str]:
        return [f"{s.error.case.name}: {s.error.described()}" for s in self.scores if not s.found]

    def repaired(self, within: int) -> int:
        """How many are put back as they were by one of the first ``within`` repairs."""
        return sum(0 < s.rank <= within for s in self.scores)

    def by(self, name: str) -> dict[str, tuple[int, int]]:
        """Found and planted, by ``kind``, ``role`` or ``operation``."""
        there = Counter(getattr(s.error, name) for s in self.scores)
        found = Counter(getattr(s.error, name) for s in self.scores if s.found)
        return {key: (found[key], times) for key, times in sorted(there.items())}


def total(measures: Iterable[Measure]) -> Measure:
    return reduce(add, measures, Measure())


def annotated(cases: Sequence[Case]) -> Annotated:
    return Annotated(tuple(score(case, _audit(case)) for case in cases))


def errors(cases: Sequence[Case], seeds: Iterable[int]) -> Errors:
    """One error at a time in each clean release, for each of the seeds."""
    return Errors(tuple(score_planted(error, _audit(error.case)) for seed in seeds for error in planted(cases, seed)))


def _audit(case: Case) -> Audit:
    return audit(document_from_text(case.name, case.text), load("id"))
