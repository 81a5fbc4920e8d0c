"""The command that corrects a claim: by a later one, which takes its place when it is published."""

from typing import Any

from api.cli.drafting import AsOf, Edtf, NewKey, Note, Polarity, Scope, Wording
from api.cli.keeping import opened
from api.cli.recording import ClaimKey


def supersede(
    key: ClaimKey,
    wording: Wording = None,
    note: Note = None,
    edtf: Edtf = None,
    as_of: AsOf = None,
    scope: Scope = None,
    polarity: Polarity | None = None,
    new_key: NewKey = None,
) -> None:
    """Record a corrected draft of a claim: as it is, but for what you give. The older one stays in the record.

    Example: throughline supersede C11 --note "the report's own page was read" --edtf 2019/2021
    """
    from api.cli.keys import Keys
    from evidence.claims import supersede_claim
    from evidence.database import reading
    from evidence.drafts import ClaimDraft
    from evidence.locating import locate
    from evidence.replay import replay_keys

    with opened() as resources:
        with reading(resources.ledger.engine) as session:
            older = locate(session, key, kind="claim")
            content = replay_keys(session, older.investigation, [older.key]).kept[older.id].content
            keys = Keys(session, older.investigation)
            fresh = new_key or keys.free(f"{older.key}-")
            changes: dict[str, Any] = {"wording": wording, "note": note, "scope": scope, "polarity": polarity}
            changes |= {"period": _period(content, edtf, as_of), "key": fresh, "status": "draft"}
            corrected = {**content, **{name: value for name, value in changes.items() if value is not None}}
        supersede_claim(resources.ledger, key, ClaimDraft.model_validate(corrected), actor=resources.settings.actor)
        with reading(resources.ledger.engine) as session:
            digest = locate(session, fresh, kind="claim").digest
    print(f"claim {fresh} is recorded, digest {digest}; it takes the place of {older.key} when it is published")


def _period(content: dict[str, Any], edtf: str | None, as_of: str | None) -> dict[str, str] | None:
    given = {name: value for name, value in (("edtf", edtf), ("as_of", as_of)) if value is not None}
    return {**content.get("period", {}), **given} if given else None
