"""What an edition keeps: the question, the head it was built at, the digest of each file, and what each sentence
rests on.

Invariant: all of it was worked out from what the edition's audience saw at that head, so nothing hidden is in it; a
digest here is one of what that audience saw, never of a record as the house has it.
"""

from typing import Annotated, Any

from pydantic import BaseModel, ConfigDict, Field

from evidence.draft_fields import Digest, Term, Text
from evidence.settings import Level

Place = Annotated[int, Field(ge=0)]
"""Where in a list of the same edition something stands, from 0."""


class Part(BaseModel):
    """What all parts of an edition share: nothing unknown is taken, and nothing is changed."""

    model_config = ConfigDict(extra="forbid", frozen=True, hide_input_in_errors=True)


class RestingSource(Part):
    """A source as it was seen; ``digest`` is without its state."""

    key: str
    investigation: str
    digest: Digest
    retracted: bool


class RestingClaim(Part):
    """A version of a claim as it was seen, with what was said of it; replies are key -> digest."""

    id: str
    key: str
    investigation: str
    digest: Digest
    sources: tuple[Place, ...]
    replies: dict[str, Digest]
    denials: tuple[str, ...]
    disputes: tuple[str, ...]


class RestingHop(Part):
    """A relation, by its id, and how good it was."""

    id: str
    standing: Annotated[str, Term("standing")]
    origins: int
    contested: bool


class RestingChain(Part):
    """A chain as it was walked: its hops in order, whether along their direction, and where each led (ids)."""

    hops: tuple[Place, ...]
    along: tuple[bool, ...]
    to: tuple[str, ...]
    backwards: bool
    strength: Annotated[str, Term("standing")]
    time: Annotated[str, Term("time_verdict")]
    scope: Annotated[str, Term("scope_verdict")]


class RestingCitation(Part):
    """A numbered note: the source that it leads to, where in it, the words relied on, and the capture's digest."""

    source: Place
    locator: str | None = None
    quote: str | None = None
    sha256: str | None = None


class SealedSentence(Part):
    """A sentence of fact as it was printed, the heading that it stood under, and all that it rests on."""

    text: str
    place: str
    claims: tuple[Place, ...]
    citations: tuple[Place, ...]
    hops: tuple[Place, ...]
    chain: Place | None = None


class Change(Part):
    """What became of something that a sentence rests on; ``sentence`` counts from 1.

    ``record`` and ``investigation`` name the record that changed, where the audience may still be told; ``was`` and
    ``now`` are states, ``now`` also the key of what took its place; ``on`` is a UTC day (ISO).
    """

    sentence: Annotated[int, Field(ge=1)]
    kind: str
    record: str | None = None
    investigation: str | None = None
    was: str | None = None
    now: str | None = None
    on: str | None = None


class Checkpoint(Part):
    """The public tree at the last checkpoint before a briefing was built: its size, and its root in hexadecimal."""

    size: int
    root: str


class HouseTemplate(Part):
    """The house's own template that arranged an edition: its name, and the SHA-256 of every file that had a part.

    ``replaced``: the edition that it corrects was arranged by other files.
    """

    name: Text
    files: Annotated[dict[str, Digest], Field(min_length=1)]
    replaced: bool = False


class EditionDraft(Part):
    """An edition, not yet sealed.

    ``kind`` and ``question`` are what was asked, by the names of the parameters; ``as_of`` is the audit sequence
    number, ``head`` the public head then and ``dated`` its UTC day; ``made_with`` the versions of what made the
    files, ``files`` the SHA-256 of each by its ending; ``number`` counts the editions of a title, and ``changes``
    are what changed under the edition that it ``corrects``. ``template`` is the house's own, where one arranged it.
    """

    title: Text
    number: Annotated[int, Field(ge=1)]
    audience: Level
    kind: Text
    question: dict[str, Any]
    style: str | None = None
    template: HouseTemplate | None = None
    as_of: int
    head: Digest
    dated: str
    checkpoint: Checkpoint | None = None
    made_with: dict[str, str]
    files: Annotated[dict[str, Digest], Field(min_length=1)]
    corrects: str | None = None
    changes: tuple[Change, ...] = ()
    sources: tuple[RestingSource, ...]
    claims: tuple[RestingClaim, ...]
    citations: tuple[RestingCitation, ...]
    hops: tuple[RestingHop, ...]
    chains: tuple[RestingChain, ...]
    sentences: tuple[SealedSentence, ...]

    def rests_on(self, investigation: str, key: str) -> bool:
        """Whether a sentence rests on the claim or source with that key."""
        named = {(one.investigation, one.key) for one in self.claims}
        return (investigation, key) in named | {(one.investigation, one.key) for one in self.sources}
