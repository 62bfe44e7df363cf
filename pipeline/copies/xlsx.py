"""A workbook of a release: its findings, figures, checks and hidden tables, in which what is computed is a formula.

A value that is corrected among the figures changes all that is computed from it. By XlsxWriter: it gives each formula
its value, so that it is seen where nothing computes, too; openpyxl can't.
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import datetime
from io import BytesIO

from pipeline.copies._formulas import Cell, Cells, computed
from pipeline.copies._sheets import Formula, Link, Number, Row, Sheet, decimals, exponent, quoted, write
from pipeline.kinds import as_written
from pipeline.language import Language
from pipeline.records import Audit, Check
from pipeline.records import Cell as OfTable
from pipeline.report.page import Page, page
from pipeline.report.tables import Table, Total
from pipeline.report.wording import Wording, wording

NEED = ("xlsx", "xlsxwriter")
SOURCES: tuple[str, ...] = ()

OLDEST = datetime(1980, 1, 1)  # no clock: the same findings make the same file
STATES = {"consistent": "right", "inconsistent": "doubt", "undecided": "undecided"}
# The columns of the sheets: how they are called in the wording of a report, and how wide they are.
FINDINGS = {"state": 12, "what": 30, "figure": 14, "where": 30, "findings": 80, "checks": 16, "sure": 16,
            "accepted": 24, "id": 52}  # fmt: skip
FIGURES = {"figure": 14, "value": 16, "unit": 14, "label": 36, "period": 14, "where": 30, "state": 24, "findings": 10}
CHECKS = {"what": 16, "state": 24, "figure": 14, "stated": 14, "expected": 14, "≈": 14, "difference": 14,
          "working": 80, "read": 40, "sure": 16}  # fmt: skip
VALUE = "B"  # the column of the values among the figures
HEAD = 1  # rows above the first one


def copy(audit: Audit, language: Language, data: Callable[[], bytes]) -> bytes:
    """The workbook of a release, in the language of the reader."""
    from xlsxwriter import Workbook

    out = BytesIO()
    with Workbook(out, {"in_memory": True}) as book:
        book.set_properties({"title": audit.document.title, "comments": audit.document.sha256, "created": OLDEST})
        write(book, _Pages(audit, language).sheets())
    return out.getvalue()


class _Pages:
    """The sheets of a workbook, which point at each other's rows."""

    def __init__(self, audit: Audit, language: Language) -> None:
        self.audit, self.language = audit, language
        self.words: Wording = wording(language)
        self.page: Page = page(audit, self.words)
        figures = quoted(self.words.label("figures"))
        self.cells = {
            view.figure.figure_id: Cell(figures, VALUE, row) for row, view in enumerate(self.page.figures, 1 + HEAD)
        }
        self.checks = {check.claim.claim_id: row for row, check in enumerate(audit.checks, 1 + HEAD)}

    def sheets(self) -> Iterator[Sheet]:
        label = self.words.label
        yield Sheet(label("findings"), self._columns(FINDINGS), tuple(self._findings()))
        yield Sheet(label("figures"), self._columns(FIGURES), tuple(self._figures()))
        yield Sheet(label("checks"), self._columns(CHECKS), tuple(map(self._check, self.audit.checks)))
        yield from map(self._table, self.page.tables)

    def _columns(self, columns: Mapping[str, int]) -> Sequence[tuple[str, int]]:
        data = self.words.data
        heads = {**self.language.data["explain"]["lines"], **data["labels"], "where": data["place"]["where"], "≈": "≈"}
        return tuple((heads[name], width) for name, width in columns.items())

    def _findings(self) -> Iterator[Row]:
        for view in self.page.findings:
            finding = view.finding
            row = self.checks.get(finding.claim_id)
            text = self.audit.document.text[finding.start : finding.end]
            yield (
                self.words.word("severity", finding.severity),
                self.words.word("codes", finding.code),
                self._figure_link(text, finding.start, finding.end),
                view.place,
                finding.message,
                Link(self.words.label("checks"), f"A{row}", self.words.word("kinds", view.check.claim.kind))
                if view.check and row
                else "",
                view.sure,
                (finding.reason or self.words.label("accepted")) if finding.accepted else "",
                finding.finding_id,
            )

    def _figure_link(self, text: str, start: int, end: int) -> Link | str:
        at = (view.figure for view in self.page.figures if view.figure.start < end and start < view.figure.end)
        figure = next(at, None)
        return Link(self.words.label("figures"), f"A{self.cells[figure.figure_id].row}", text) if figure else text

    def _figures(self) -> Iterator[Row]:
        findings = self.words.label("findings")
        for view in self.page.figures:
            figure = view.figure
            number = view.tag.removeprefix("T")
            yield (
                figure.text,
                Number(figure.value, decimals(figure)),
                figure.unit,
                figure.label,
                figure.period,
                view.place or self.words.say("labels", "place", line=str(view.line), column=str(view.column)),
                self.words.word("states", view.state),
                Link(findings, f"A{int(number) + HEAD}", view.tag) if number else "",
            )

    def _check(self, check: Check) -> Row:
        claim = check.claim
        return (
            self.words.word("kinds", claim.kind),
            self.words.word("states", STATES[check.status]),
            *self._results(check, self.checks[claim.claim_id]),
            check.explanation,
            claim.cue or claim.rule,
            self.words.sure(claim.confidence),
        )

    def _results(self, check: Check, row: int) -> Row:
        """The figure that is held against others, its value, what these give, that as it is written, and the rest."""
        found = computed(check, self.language, self.cells)
        if found is None or check.expected is None or check.difference is None:
            return ("",) * 5
        figure, cell, places = found.figure, self.cells[found.figure.figure_id], decimals(found.figure)
        rounding, rounded = "ROUNDDOWN" if figure.cut else "ROUND", as_written(found.value, figure)
        expected, shown = ("F", places) if check.expected == rounded else ("E", None)
        return (
            Link(self.words.label("figures"), f"A{cell.row}", figure.text),
            Formula(f"{cell}", figure.value, places),
            Formula(found.formula, found.value),
            Formula(f"{rounding}(E{row},{exponent(figure)})", rounded, places),
            Formula(f"D{row}-{expected}{row}", check.difference, shown, warned=check.status == "inconsistent"),
        )

    def _table(self, table: Table) -> Sheet:
        """A hidden table: its cells are those of the figures, its totals are computed from their parts."""
        name = f"{self.words.label('table')} {table.table_id.rpartition('#T')[2]}"
        heads = (f"{name} ({unit})" if unit else name for name, unit in zip(table.columns, table.units, strict=True))
        rows: list[Row] = [(row, *map(self._value, line)) for row, line in table.rows]
        for foot in table.foot:
            rows.append((self.words.label("total_stated"), *map(self._value, foot.cells)))
            rows.append((self.words.label("total_computed"), *map(self._total, foot.totals)))
            rows.append((self.words.label("total_difference"), *map(self._apart, foot.totals)))
        return Sheet(name, (("", 30), *((head, 18) for head in heads)), rows)

    def _value(self, cells: Sequence[OfTable]) -> Formula | str:
        figure = cells[0].figure if cells else None
        return Formula(f"{self.cells[figure.figure_id]}", figure.value, decimals(figure)) if figure else ""

    def _total(self, total: Total | None) -> Formula | str:
        return Formula(self._sum(total), total.computed, decimals(total.stated)) if total else ""

    def _apart(self, total: Total | None) -> Formula | str:
        if not total:
            return ""
        formula = f"{self.cells[total.stated.figure_id]}-{self._sum(total)}"
        return Formula(formula, total.difference, decimals(total.stated), warned=not total.agrees)

    def _sum(self, total: Total) -> str:
        return f"SUM({Cells(self.cells[part.figure_id] for part in total.parts)})"
