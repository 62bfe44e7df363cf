"""The picture of the README in code: what happens to a release, in order."""

from collections.abc import Sequence

from pipeline.accepted import Accepted, marked
from pipeline.claims import grid, infer
from pipeline.claims.grid.cells import cells as cells_of_tables
from pipeline.claims.layout import layout
from pipeline.claims.tables import cells
from pipeline.crosscheck import crosscheck
from pipeline.declared import NONE, Declarations, declared
from pipeline.diagnose import diagnose
from pipeline.extract import extract
from pipeline.language import Language
from pipeline.notices import noticed
from pipeline.records import Audit, Document
from pipeline.settings import DEFAULTS, Settings, as_rounded, weighed


def audit(
    document: Document,
    language: Language,
    settings: Settings = DEFAULTS,
    declarations: Declarations = NONE,
    accepted: Sequence[Accepted] = (),
) -> Audit:
    """Read the figures of a release, work out which must agree, check them, and explain what does not hold.

    DeclarationError where one of the declarations names no figure of the release.
    """
    figures = as_rounded(extract(document, language), settings)
    tables = grid.read(document, figures, language)
    laid = layout(*grid.apart(document, figures, tables), language)
    told = infer(laid, language)
    claims = declared((*told, *grid.infer(tables, laid, language, len(told))), declarations, document, figures)
    checks = crosscheck(claims, language)
    findings = diagnose(checks, document, language, noticed(laid, language), figures)
    findings = tuple(marked(weighed(findings, settings), accepted))
    hidden = cells(told, laid.figures, laid.document, language)
    shown = cells_of_tables(tables, document.doc_id, len({cell.table_id for cell in hidden}))
    return Audit(document, figures, checks, findings, (*hidden, *shown), settings)
