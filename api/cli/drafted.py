"""From what was typed to drafts: names to keys, keys that are free, and what does not fit in plain words."""

from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import replace
from typing import Any

from sqlmodel import Session, col, select

from evidence.access import disclose
from evidence.drafts import RecordDraft
from evidence.errors import CaseRefused, InvalidDraft, KeyTaken
from evidence.exchange.placed import Place
from evidence.exchange.validating import validated
from evidence.investigations import the_investigation
from evidence.locating import entity_named
from evidence.models import Investigation, Record

Drafts = Sequence[RecordDraft]
_ENDS = ("subject", "object", "scope", "party")


class Desk:
    """Where drafts of one investigation are made; it sees that investigation as its own people do."""

    def __init__(self, session: Session, investigation: str | None) -> None:
        self._session = session
        self.investigation = investigation or the_investigation(session, None)
        seen = disclose(session, "custodian")
        own = {id_: one for id_, one in seen.entities.items() if one.investigation == self.investigation}
        self._seen = replace(seen, entities=own)

    def draft(
        self, kind: str, content: Mapping[str, Any], prefix: str, new: Collection[str] = frozenset()
    ) -> RecordDraft:
        """The draft; without a key it gets the first of the prefix that is free.

        ``new``: keys of entities that are recorded with it; other ends are a key, an id or a name. Raises
        InvalidDraft, NotFound, AmbiguousName.
        """
        ends = {role: content[role] for role in _ENDS if role in content}
        keys = {role: text if text in new else entity_named(self._seen, text).key for role, text in ends.items()}
        key = content.get("key") or self._free(prefix)
        return _fitting(kind, {**content, **keys, "key": key})

    def _free(self, prefix: str) -> str:
        """The first key of the prefix and three digits that no record of the investigation has."""
        query = (
            select(Record.key)
            .join(Investigation, col(Investigation.id) == col(Record.investigation_id))
            .where(Investigation.name == self.investigation, col(Record.key).startswith(prefix, autoescape=True))
        )
        taken = set(self._session.exec(query))
        return next(key for number in range(1, len(taken) + 2) if (key := f"{prefix}{number:03}") not in taken)


def recorded_under_free_keys(draft: Callable[[], Drafts], record: Callable[[Drafts], object]) -> Drafts:
    """Record drafts; where somebody took a key that was made up for them meanwhile, they are made and recorded anew.

    A key that was given stays what it is, so that its refusal is raised: KeyTaken.
    """
    drafts = draft()
    while True:
        try:
            record(drafts)
        except KeyTaken:
            keys, drafts = [one.key for one in drafts], draft()
            if keys == [one.key for one in drafts]:
                raise
        else:
            return drafts


def _fitting(kind: str, content: Mapping[str, Any]) -> RecordDraft:
    try:
        return validated(kind, content, Place("command line", 1)).draft
    except CaseRefused as refused:
        raise InvalidDraft("\n".join(mistake.reason for mistake in refused.mistakes)) from refused
