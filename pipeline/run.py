"""The picture of the README in code: what happens to a release, in order."""

from pipeline.claims import infer
from pipeline.claims.grid import apart, footed, tabled
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
    laid = layout(*apart(document, figures, language), language)
    told = infer(laid, language)
    claims = (*told, *footed(document, figures, laid, language, len(told)))
    checks = crosscheck(claims, language)
    findings = diagnose(checks, document, language, noticed(laid, language), figures)
    hidden = cells(told, laid.figures, laid.document, language)
    tables = tabled(document, figures, language, len({cell.table_id for cell in hidden}))
    return Audit(document, figures, checks, findings, (*hidden, *tables))
