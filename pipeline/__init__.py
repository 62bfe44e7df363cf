"""Audits the figures in press releases. For use as a library: ``audit(text)``."""

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pipeline.records import Audit

__all__ = ["audit"]


def audit(text: str, doc_id: str = "text", language: str = "id", reader: str | None = None) -> "Audit":
    """Everything that is read and checked in one release, told in the language of the reader (that of the release).

    ValueError for a language that there is no data for.
    """
    # Imported here: `import pipeline` costs nothing, and so the command line starts at once.
    from pipeline.ingest import document_from_text
    from pipeline.language import load
    from pipeline.run import audit as run

    return run(document_from_text(doc_id, text, language=language), load(language, reader))
