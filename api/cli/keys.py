"""Keys for what is recorded at the command line: from names to keys, and keys that are free."""

from collections.abc import Sequence
from typing import Any

from sqlmodel import Session, col, select

from evidence.access import disclose
from evidence.drafts import RecordDraft
from evidence.investigations import the_investigation
from evidence.locating import entity_named
from evidence.models import Investigation, Record


class Keys:
    """The keys of one investigation, as its own people see them."""

    def __init__(self, session: Session, investigation: str | None) -> None:
        self._session = session
        self.investigation = the_investigation(session, investigation)
        self._entities = disclose(session, "custodian")

    def keyed(self, content: dict[str, Any], prefix: str) -> dict[str, Any]:
        """The content with a key: its own, or the first of the prefix and three digits that is free."""
        return content if "key" in content else {**content, "key": self.free(prefix)}

    def claim(self, content: dict[str, Any], drafts: Sequence[RecordDraft]) -> dict[str, Any]:
        """The content of a claim with keys in the place of names; ``drafts`` are recorded with it."""
        new = {draft.key for draft in drafts}
        ends: dict[str, str] = {role: content[role] for role in ("subject", "object", "scope") if role in content}
        keys = {role: text if text in new else self.of_entity(text) for role, text in ends.items()}
        return self.keyed(content | keys, "K")

    def of_entity(self, text: str) -> str:
        """The key of the entity that a key, an id or a name leads to."""
        return entity_named(self._entities, text).key

    def free(self, prefix: str) -> str:
        """The first key of a prefix and three digits that no record of the investigation has."""
        query = (
            select(Record.key)
            .join(Investigation, col(Investigation.id) == col(Record.investigation_id))
            .where(Investigation.name == self.investigation, col(Record.key).startswith(prefix, autoescape=True))
        )
        taken = set(self._session.exec(query))
        return next(key for number in range(1, len(taken) + 2) if (key := f"{prefix}{number:03}") not in taken)
