"""A briefing as Markdown and as one HTML file that needs nothing beside it.

Invariant: nothing is added that the briefing does not hold, and whatever it holds is made inert.
"""

import re
from collections import Counter

from markupsafe import Markup

from graph.answer import ChainOut
from reports.document import Briefing, ChainPart
from reports.environment import markdown_environment, web_environment
from reports.escaping import Ready
from reports.figures import chain_svg, picture_svg
from reports.text_figures import chain_text
from reports.timeline import timeline_picture

_BLANKS = re.compile(r"\n{3,}")


class NoteUses:
    """How often each note was used so far in one rendering: every use has an id that the note leads back to."""

    def __init__(self) -> None:
        self._uses: Counter[int] = Counter()

    def use(self, number: int) -> int:
        """Count one more use of a note; the first is 1."""
        self._uses[number] += 1
        return self._uses[number]

    def of(self, number: int) -> range:
        """All uses of a note up to now."""
        return range(1, self._uses[number] + 1)


def render_html(briefing: Briefing) -> str:
    """The briefing as a page: no script, nothing loaded from elsewhere, readable in print."""
    template = web_environment().get_template("briefing.html")
    return template.render(briefing=briefing, uses=NoteUses(), picture=_picture, timeline=_timeline)


def render_markdown(briefing: Briefing) -> str:
    """The briefing as GitHub Flavored Markdown with footnotes; sentences of fact end in their notes."""
    template = markdown_environment().get_template("briefing.md")
    return _BLANKS.sub("\n\n", template.render(briefing=briefing, drawing=_drawing))


def _picture(chain: ChainOut) -> Markup:
    return Markup(chain_svg(chain))  # noqa: S704 -- made by our own template, which escapes


def _timeline(chain: ChainPart) -> Markup | None:
    """The timeline of a chain; none where no hop of it has a date."""
    picture = timeline_picture(chain)
    return Markup(picture_svg(picture)) if picture else None  # noqa: S704 -- as above


def _drawing(chain: ChainOut) -> Ready:
    return Ready(chain_text(chain))
