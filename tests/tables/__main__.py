"""Prints how well the annotated tables are read."""

from pipeline import audit
from tests.tables.measure import CLEAN, FAULTY, measured, mistyped

texts = [text for case in CLEAN for text in mistyped(case)]
found = sum(any(f.severity == "error" for f in audit(text).findings) for text in texts)
precision, recall = measured()
print(f"tables      {len(CLEAN)} clean, {len(FAULTY)} with faults: precision {precision:.1%}, recall {recall:.1%}")
print(f"typing errors in the clean ones: {found} of {len(texts)} found")
