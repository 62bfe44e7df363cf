"""Audits the figures in press releases. For use as a library:

>>> from pipeline import audit
>>> audited = audit("Ditanam 30 bibit, terdiri dari 18 bibit jati dan 14 bibit mahoni.", reader="en")
>>> [(figure.text, figure.value) for figure in audited.figures]
[('30', Decimal('30')), ('18', Decimal('18')), ('14', Decimal('14'))]
>>> [(check.claim.kind, check.status, check.stated, check.expected) for check in audited.checks]
[('sum', 'inconsistent', Decimal('30'), Decimal('32'))]
>>> [(finding.code, finding.repairs[0].proposed) for finding in audited.findings]
[('sum-mismatch', '32')]

``pipeline.records`` says what there is in each record, ``pipeline.frames`` does the same for a pandas Series of texts.
"""

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pipeline.records import Audit

__all__ = ["audit"]


def audit(text: str, doc_id: str = "text", language: str = "id", reader: str | None = None) -> "Audit":
    """Everything that is read and checked in one release, told in the language of the reader (that of the release).

    A pure function: no file is read but the language data, nothing is kept. Offsets count characters of
    ``document.text``, which is ``text`` with its line ends made newlines.
    ValueError for a language that there is no data for.
    """
    # Imported here: `import pipeline` costs nothing, and so the command line starts at once.
    from pipeline.ingest import document_from_text
    from pipeline.language import load
    from pipeline.run import audit as run

    return run(document_from_text(doc_id, text, language=language), load(language, reader))
