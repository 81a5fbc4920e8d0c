"""What a briefing is made of.

Invariant: a sentence of fact carries at least one note; what carries none is a remark, and no part holds both in
one text. Numbers of notes and anchors count from 1, in the order of the document.
"""

import datetime as dt
from dataclasses import dataclass
from typing import NotRequired, TypedDict

from evidence.edition_drafts import Checkpoint
from evidence.origins import fold
from evidence.views import EntityView, SourceView
from graph.answer import ChainOut, Window


@dataclass(frozen=True, slots=True)
class Sentence:
    """A sentence of fact (or several with the same notes). Raises ValueError where it has no note."""

    text: str
    notes: tuple[int, ...]

    def __post_init__(self) -> None:
        if not self.notes:
            raise ValueError("a sentence of fact needs a note")


@dataclass(frozen=True, slots=True)
class Remark:
    """What states no fact of the case: a method, a limit, what the record itself holds or lacks."""

    text: str


Passage = Sentence | Remark


@dataclass(frozen=True, slots=True)
class Run:
    """A piece of a citation's text; ``address`` is one of the web that can be followed, and None elsewhere."""

    text: str
    italic: bool = False
    address: str | None = None


@dataclass(frozen=True, slots=True)
class Note:
    """Where a sentence comes from: a source, where in it, and what is known of that citation.

    ``cited`` is the citation as it is printed, in the style of the briefing: publisher, title, date, address, locator.
    ``captured`` is the day on which its capture was taken, ``captured_at`` the time (UTC, ISO), ``sha256`` the
    digest. ``locator``, ``captured``, ``assertion``,
    ``grades`` and ``quote_check`` are worded for people; a reply's note has no assertion and no grades.
    """

    number: int
    source: SourceView
    source_anchor: int
    origin: str
    cited: tuple[Run, ...]
    locator: str | None = None
    quote: str | None = None
    lang: str | None = None
    translation: str | None = None
    translator: str | None = None
    assertion: str | None = None
    grades: str | None = None
    capture: str | None = None
    captured: str | None = None
    captured_at: str | None = None
    sha256: str | None = None
    quote_check: str | None = None

    @property
    def entry(self) -> tuple[str, str]:
        """Which entry among the sources it leads to: its source, under the origin that it goes back to here."""
        return self.source.id, fold(self.origin)


@dataclass(frozen=True, slots=True)
class ClaimPart:
    """A claim told in full, its replies beside it; two investigations may have claims of one key."""

    anchor: int
    key: str
    investigation: str
    denies: bool
    period: str
    sentences: tuple[Passage, ...]
    replies: tuple[Passage, ...]


@dataclass(frozen=True, slots=True)
class Mention:
    """A claim that is told in full at its anchor; ``replied`` when replies stand beside it there."""

    anchor: int
    key: str
    denies: bool
    replied: bool
    notes: tuple[int, ...]


Telling = ClaimPart | Mention


@dataclass(frozen=True, slots=True)
class HopPart:
    """A hop as walked: its row in the table, and its claims. ``same_as``: the (chain, hop) where they are told.

    ``core`` and ``hull`` are the days on which it certainly held, and on which it may have held.
    """

    number: int
    start: str
    verb: str
    end: str
    scope: str | None
    standing: str
    origins: int
    contested: bool
    weakest: bool
    periods: tuple[str, ...]
    core: tuple[Window, ...]
    hull: tuple[Window, ...]
    claims: tuple[Mention, ...]
    tellings: tuple[Telling, ...]
    same_as: tuple[int, int] | None


@dataclass(frozen=True, slots=True)
class ChainPart:
    """A chain: its honest reading, its verdicts as (label, text), its hops, and the answer it was drawn from."""

    number: int
    reading: Sentence
    verdicts: tuple[tuple[str, str], ...]
    hops: tuple[HopPart, ...]
    drawn: ChainOut


@dataclass(frozen=True, slots=True)
class RoutePart:
    """The chains through the same entities, the best first."""

    number: int
    entities: tuple[EntityView, ...]
    chains: tuple[ChainPart, ...]


@dataclass(frozen=True, slots=True)
class Item:
    """A dispute, commitment, outcome or action: heading, passages, and the claims under a label each."""

    heading: str
    passages: tuple[Passage, ...]
    claims: tuple[tuple[str, tuple[Telling, ...]], ...] = ()


@dataclass(frozen=True, slots=True)
class Section:
    """A part of the briefing with its own heading: items, then passages."""

    name: str
    heading: str
    items: tuple[Item, ...] = ()
    passages: tuple[Passage, ...] = ()


@dataclass(frozen=True, slots=True)
class Term:
    """A word that the method explains."""

    word: str
    meaning: str


@dataclass(frozen=True, slots=True)
class Method:
    """How the briefing was made: remarks, and lists of (heading, terms)."""

    remarks: tuple[Remark, ...]
    lists: tuple[tuple[str, tuple[Term, ...]], ...]


@dataclass(frozen=True, slots=True)
class CitedSource:
    """A source under one origin: the numbers of the notes that lead to it there, and the keys of its own sources."""

    anchor: int
    source: SourceView
    notes: tuple[int, ...]
    derives_from: tuple[str, ...]
    type: str | None
    date: str | None


@dataclass(frozen=True, slots=True)
class OriginGroup:
    """All sources whose citations go back to one origin, as first stated."""

    origin: str
    sources: tuple[CitedSource, ...]


class BuiltAt(TypedDict):
    """What a briefing was built at: the public head of the ledger that gave all of it, the UTC day on which that came
    to be, and the public tree as last signed by then, where it was."""

    head: str
    made_on: dt.date
    checkpoint: NotRequired[Checkpoint | None]


@dataclass(frozen=True, slots=True)
class Briefing:
    """An answer told with its sources, for one audience; ``head`` is the public audit head it was built at.

    ``kind`` is what it calls itself, ``question`` what it answers. A short kind has no method and no contents.
    ``dated`` is the UTC day on which the public record came to that head, ``made_on`` the same in words.
    ``checkpoint`` is the head of the public tree as last signed by then; none where none was.
    """

    kind: str
    title: str
    question: str
    start: str
    end: str
    investigations: tuple[str, ...]
    audience: str
    made_on: str
    dated: dt.date
    head: str
    trust: tuple[Passage, ...]
    summary: tuple[Passage, ...]
    routes: tuple[RoutePart, ...]
    sections: tuple[Section, ...]
    method: Method
    origins: tuple[OriginGroup, ...]
    notes: tuple[Note, ...]
    checkpoint: Checkpoint | None = None
