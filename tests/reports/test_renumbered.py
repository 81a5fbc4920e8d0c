"""An arranged briefing numbers its notes, sources and gaps in its own order."""

from reports.document import Briefing
from reports.render import render_html
from tests.reports.house import WHOLE, Arrange
from tests.reports.reading import WebPage


def test_notes_have_the_numbers_of_their_first_use(arranged: Arrange, briefing: Briefing) -> None:
    last = next(reversed(briefing.notes))
    made = arranged(f"Own words.[^{last.number}]\n" + WHOLE)
    numbers = [note.number for note in made.notes]
    page = WebPage(render_html(made))
    assert list(dict.fromkeys(page.refs(page.root))) == numbers == list(range(1, len(numbers) + 1))
    assert made.notes[0].source == last.source
    assert {note.source.id for note in made.notes} == {one.source.id for group in made.origins for one in group.sources}
    anchors = {note.source.id: note.source_anchor for note in made.notes}
    assert all(anchors[one.source.id] == one.anchor for group in made.origins for one in group.sources)


def test_what_is_open_about_its_notes_is_said_by_their_new_numbers(arranged: Arrange) -> None:
    made = arranged(WHOLE)
    (open_,) = (one for one in made.sections if one.name == "notes-open")
    headings = [item.heading for item in open_.items]
    assert headings == ["Captures missing", "Quotations not checked"]
