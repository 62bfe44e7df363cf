"""The picture of the README in code: what happens to a release, in order."""

from pipeline.claims import grid, infer
from pipeline.claims.grid.cells import cells as cells_of_tables
from pipeline.claims.layout import layout
from pipeline.claims.tables import cells
from pipeline.crosscheck import crosscheck
from pipeline.diagnose import diagnose
from pipeline.extract import extract
from pipeline.language import Language
from pipeline.notices import noticed
from pipeline.records import Audit, Document


def audit(document: Document, language: Language) -> Audit:
    """Read the figures of a release, work out which must agree, check them, and explain what does not hold."""
    figures = extract(document, language)
    tables = grid.read(document, figures, language)
    laid = layout(*grid.apart(document, figures, tables), language)
    told = infer(laid, language)
    checks = crosscheck((*told, *grid.infer(tables, laid, language, len(told))), language)
    findings = diagnose(checks, document, language, noticed(laid, language), figures)
    hidden = cells(told, laid.figures, laid.document, language)
    shown = cells_of_tables(tables, document.doc_id, len({cell.table_id for cell in hidden}))
    return Audit(document, figures, checks, findings, (*hidden, *shown))
