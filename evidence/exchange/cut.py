"""A record cut down to one audience, as drafts that can be written out and loaded again.

Invariant: what comes out names nothing that is not in it, and equals what would come out of a ledger without
what the audience may not see. Only a team and those above see what is not published, and who reviewed.
"""

from collections.abc import Iterator
from typing import Any

from sqlmodel import Session

from evidence.confirming import without_unconfirmed
from evidence.drafts import DRAFTS, RecordDraft
from evidence.heirs import Heirs
from evidence.references import references_as_written
from evidence.replay import Kept, Replay, replay
from evidence.settings import LEVELS
from evidence.shown_captures import ShownCaptures

WITHIN_A_KIND = ("derives_from", "supersedes", "part_of", "redacts")
"""Fields that name records of their own kind: judged once the whole kind is known."""


_LEFT_AWAY = ("supersedes", "part_of", "redacts")
"""Fields that may be left away where the record that they name is not there."""

_NONE_IF_EMPTY = ("derives_from", "reasons")
"""Fields that are not there where nothing is left in them."""

_PLACE_IN_WHOLE = "name"
"""Where a capture lay in a folder or archive: of one that is not there it would tell names of folders and pages."""

_TELLS_WHO_ASKED = "headers"
"""What a server sent with a capture may name who asked it, and from where: the public gets none of it."""

_SAID_OF = ("claims", "about", "reasons")
"""Fields that name the claims of which something is said."""


def drafts_for(session: Session, audience: str, investigation: str) -> list[RecordDraft]:
    """The records of an investigation that an audience may see, as drafts, in the order of recording."""
    return cut_for(replay(session), audience, investigation)


def cut_for(everything: Replay, audience: str, investigation: str) -> list[RecordDraft]:
    """The same, of a record that was replayed already."""
    contents = Cut(audience, everything, investigation).contents
    return [DRAFTS[kind].model_validate(content) for kind, content in contents]


class Cut:
    """An investigation as an audience may see it: grows the set of keys that are there, kind by kind, each kind naming
    only those before it."""

    def __init__(self, audience: str, everything: Replay, investigation: str) -> None:
        self._replay, self._investigation = everything, investigation
        self._heirs = Heirs(everything, lambda claim: claim.id in self._seen, sees_drafts=audience != LEVELS[0])
        self._level = LEVELS.index(audience)
        self._shown = ShownCaptures(everything, self._level)
        self._public = audience == "public"
        self._there: set[str] = set()
        self._seen: set[str] = set()
        """The ids of what names nothing that is not there, published or not."""
        self._origins: dict[str, str] = {}
        kept = [one for one in everything.kept.values() if one.investigation == investigation]
        self.contents = [content for kind in DRAFTS for content in self._of_kind(kind, kept)]
        """The kind and the content of each record that is there, which nobody validated anew."""

    def last_known(self, key: str) -> Kept | None:
        """As ``Heirs`` has it."""
        return self._heirs.last_known(self._investigation, key)

    def _of_kind(self, kind: str, kept: list[Kept]) -> list[tuple[str, dict[str, Any]]]:
        cut = [content for one in kept if one.kind == kind for content in self._cut(one)]
        self._there |= {content["key"] for content in cut}
        if kind == "source":
            self._origins = {content["key"]: content["origin"] for content in cut}
        return [(kind, self._without_lost_kin(content)) for content in cut]

    def _cut(self, one: Kept) -> Iterator[dict[str, Any]]:
        if one.level > self._level:
            return
        content = dict(one.current())
        if self._public:
            content |= {role: self._standing(one, role) for role in _SAID_OF if isinstance(content.get(role), list)}
            content.pop(_TELLS_WHO_ASKED, None)
        if one.kind == "claim":
            content["citations"] = self._citations(one, content["citations"])
        if one.kind == "reply":
            content["claims"] = [key for key in content["claims"] if key in self._there]
        empty = [] in (content.get("citations"), content.get("claims"), content.get("about"))
        if not empty and self._names_what_is_there(one, content):
            self._seen.add(one.id)
            if self._replay.ids[one.investigation, one.key] == one.id and not (self._public and _unpublished(one)):
                yield content

    def _standing(self, one: Kept, role: str) -> list[str]:
        """The keys that a field names; those of claims that gave way are not there, so of their heirs, and none of a
        claim that was retracted: what was said of others beside it goes on to be said of them."""
        keys = dict.fromkeys(heir for key in one.content[role] for heir in self._heirs.of(one, key))
        return [key for key in keys if not self._is_retracted(one, key)]

    def _is_retracted(self, near: Kept, key: str) -> bool:
        claim = self._heirs.last_known(near.investigation, key)
        return claim is not None and claim.status == "retracted"

    def _citations(self, claim: Kept, citations: list[dict[str, Any]]) -> list[dict[str, Any]]:
        seen = [dict(one) for one in citations if one["source"] in self._there]
        for one in seen:
            shown = self._shown.of(claim, one.pop("capture", None))
            if shown:
                one["capture"] = shown.key
        return without_unconfirmed(seen, self._origins.__getitem__)

    def _names_what_is_there(self, one: Kept, content: dict[str, Any]) -> bool:
        named = references_as_written(DRAFTS[one.kind], content)
        return all(key in self._there for path, key, _ in named if path[0] not in WITHIN_A_KIND)

    def _without_lost_kin(self, content: dict[str, Any]) -> dict[str, Any]:
        kept = {name: value for name, value in content.items() if name not in _LEFT_AWAY or value in self._there}
        if "part_of" in content and "part_of" not in kept:
            kept.pop(_PLACE_IN_WHOLE, None)
        if "derives_from" in kept:
            kept["derives_from"] = [key for key in kept["derives_from"] if key in self._there]
        return {name: value for name, value in kept.items() if value or name not in _NONE_IF_EMPTY}


def _unpublished(one: Kept) -> bool:
    return one.kind == "review" or (one.kind == "claim" and one.status != "published")
