"""Marks that say of which characters a comment is: put between runs, which are cut for them where need be.

Word ignores comments in notes and text boxes ([MS-OI29500] 2.1.315): these hang on the reference of the note, or on
the run that holds the box.
"""

from collections.abc import Mapping, Sequence
from typing import NamedTuple

from pipeline.copies._comments import declared
from pipeline.copies._remarks import Remark
from pipeline.copies._xml import Edit, Node, around, edited
from pipeline.ingest.package import TEXTS
from pipeline.places import places
from pipeline.records import Document
from pipeline.stretches import Stretch

NOTES = {"w_footnote": "w_footnoteReference", "w_endnote": "w_endnoteReference"}
KEPT = b' xml:space="preserve"'


class Cut(NamedTuple):
    """A place for marks: what closes the run before them, and what opens it again behind.

    ``kept``: where it is to be said that the blank before the cut is kept; 0 where there is none.
    """

    at: int
    before: bytes = b""
    behind: bytes = b""
    kept: int = 0


def marked(
    body: bytes, root: Node, notes: Mapping[str, Node], document: Document, remarks: Sequence[Remark], first: int
) -> bytes:
    """The text of a Word file with marks for the remarks, numbered from ``first``.

    ``notes`` are the parts with notes by their names. The text of the document was read from these parts.
    """
    scene = _Scene(body, root, notes)
    put: dict[Cut, list[tuple[bool, bytes]]] = {}
    for number, remark in enumerate(remarks, first):
        start, end = scene.ends(document, remark)
        put.setdefault(start, []).append((True, _start(number, declared(root))))
        put.setdefault(end, []).append((False, _end(number, declared(root))))
    marks = (Edit(cut.at, cut.at, _between(cut, put[cut])) for cut in put)
    kept = (Edit(at, at, KEPT) for at in {cut.kept for cut in put} - {0})
    return edited(body, (*marks, *kept))


def _start(number: int, space: str) -> bytes:
    return f'<w:commentRangeStart{space} w:id="{number}"/>'.encode()


def _end(number: int, space: str) -> bytes:
    reference = f'<w:r{space}><w:commentReference w:id="{number}"/></w:r>'
    return f'<w:commentRangeEnd{space} w:id="{number}"/>{reference}'.encode()


def _between(cut: Cut, marks: Sequence[tuple[bool, bytes]]) -> bytes:
    """The marks at one place: what ends there before what begins."""
    ordered = (mark for _, mark in sorted(marks, key=lambda mark: mark[0]))
    return b"".join((cut.before, *ordered, cut.behind))


class _Scene:
    """The parts that a text was read from, and what of them is asked for by number or name."""

    def __init__(self, body: bytes, root: Node, notes: Mapping[str, Node]) -> None:
        self.body = body
        self.texts = [node for node in root.walk() if node.tag in TEXTS]
        self.notes = {name: [node for node in part.walk() if node.tag in TEXTS] for name, part in notes.items()}
        cited = (node for node in root.walk() if node.tag in NOTES.values())
        self.references: dict[tuple[str, str], Node] = {}
        for node in cited:
            self.references.setdefault((node.tag, node.attributes.get("w_id", "")), node)

    def ends(self, document: Document, remark: Remark) -> tuple[Cut, Cut]:
        """Where the marks of a remark go."""
        found = places(document, remark.start, remark.end) or _before(document, remark.start)
        first, last = found[0], found[-1]
        start = self._cut(first, max(0, remark.start - first.start))
        end = self._cut(last, min(remark.end, last.end) - 1 - last.start, behind=True)
        if end.at < start.at:  # a text box is told behind the paragraph that it hangs on
            end = self._cut(first, first.end - 1 - first.start, behind=True)
        return start, end

    def _cut(self, stretch: Stretch, on: int, behind: bool = False) -> Cut:
        """Before the character so far on in the stretch, or behind it."""
        if stretch.file in self.notes:
            return self._at_note(self.notes[stretch.file][stretch.node - 1], behind)
        text = self.texts[stretch.node - 1]
        *_, run = text.above("w_r")
        if run is not text.parent:
            return Cut(run.end if behind else run.start)
        at = around(self.body, text, stretch.offset + on)[behind]
        if at in (text.inside, text.last):
            return self._edge(run, text, behind)
        return self._inside(run, text, at)

    def _at_note(self, text: Node, behind: bool) -> Cut:
        note = next(text.above(*NOTES))
        reference = self.references[NOTES[note.tag], note.attributes.get("w_id", "")]
        *_, run = reference.above("w_r")
        return self._edge(run, reference, behind)

    def _edge(self, run: Node, child: Node, behind: bool) -> Cut:
        """Before or behind what stands in a run; outside the run if that is all there is."""
        at = child.end if behind else child.start
        if not self.body[at : run.last].strip():
            return Cut(run.end)
        if not self.body[_content(run) : at].strip():
            return Cut(run.start)
        return Cut(at, _close(run), self._open(run))

    def _inside(self, run: Node, text: Node, at: int) -> Cut:
        name = f"<{text.name}".encode()
        lost = self.body[at - 1 : at].isspace() and "space" not in text.attributes
        kept = text.start + len(name) if lost else 0
        return Cut(at, _close(text) + _close(run), self._open(run) + name + KEPT + b">", kept)

    def _open(self, run: Node) -> bytes:
        """The start of another run like this one."""
        return self.body[run.start : _content(run)]


def _before(document: Document, at: int) -> Sequence[Stretch]:
    """What is told before a formula, of which we do not know the place."""
    found = [each for each in document.places if each.end <= at]
    if not (found or document.places):
        raise ValueError("all its text is formulas; write the figures as text")
    return found[-1:] or document.places[:1]


def _content(run: Node) -> int:
    """Where the content of a run begins, behind its properties."""
    return next((child.end for child in run.children if child.tag == "w_rPr"), run.inside)


def _close(node: Node) -> bytes:
    return f"</{node.name}>".encode()
