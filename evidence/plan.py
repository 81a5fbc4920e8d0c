"""A batch of drafts, checked as a whole before anything is written.

Invariant: keys are free or stand for the same content, references lead to the right kind, a predicate fits its
ends, an entity keeps its kind, reviews and captures stay as they are (but fewer may come to see a capture), and
credibility 1 has two origins. Every refusal is kept, with the draft's number.
"""

import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import Any, NamedTuple

from sqlmodel import Session

from evidence.confirming import left_unconfirmed, without_unconfirmed
from evidence.drafts import DRAFTS, ClaimDraft, EntityDraft, InvestigationDraft, RecordDraft, SourceDraft
from evidence.errors import EvidenceError, KeyTaken, UnconfirmedGrade, UnknownKey, WrongKind, WrongStatus
from evidence.investigations import described_by
from evidence.levels import level_of
from evidence.origins import fold
from evidence.references import Path, in_words, references
from evidence.replay import Kept, replay_keys
from evidence.superseding import superseding
from evidence.vocabulary import vocabulary

NEVER_REVISED = frozenset({"review", "capture"})
"""Kinds of records that nothing takes the place of: what somebody judged, and the bytes that were taken."""


_STANDING = ("draft", "published")


class Refusal(NamedTuple):
    """Why a draft is refused: its number in the batch (from 0), the error, and the field that it is about."""

    number: int
    error: EvidenceError
    path: Path = ()


Found = tuple[Path, EvidenceError]


@dataclass(slots=True)
class Plan:
    """A batch checked against the ledger, ready to be written if nothing is refused."""

    session: Session
    investigation: str
    drafts: Sequence[RecordDraft]
    supersede: bool = False
    kept: dict[str, Kept] = field(default_factory=dict)
    refusals: list[Refusal] = field(default_factory=list)
    _batch: dict[str, RecordDraft] = field(default_factory=dict)

    def __post_init__(self) -> None:
        named = {reference.key for draft in self.drafts for reference in references(draft)}
        wanted = named | {draft.key for draft in self.drafts}
        self.kept = {one.key: one for one in replay_keys(self.session, self.investigation, wanted).kept.values()}
        self._batch = {draft.key: draft for draft in self.drafts}
        for index, draft in enumerate(self.drafts):
            self.refusals += [Refusal(index, error, path) for path, error in self._check(draft)]

    def changed(self) -> list[RecordDraft]:
        """The drafts that are new or other than what is kept, in the order of recording."""
        order = list(DRAFTS)
        changed = [draft for draft in self.drafts if not self._same(draft)]
        return sorted(changed, key=lambda draft: order.index(draft.record))

    def gave_way(self, key: str) -> bool:
        """Whether the claim that has the key gave way to another, which the batch does not change."""
        kept = self.kept.get(key)
        if kept is None or kept.kind != "claim":
            return False
        return kept.status == "superseded" or any(
            not self._replaces(other) for other in superseding(self.session, kept.id)
        )

    def _check(self, draft: RecordDraft) -> Iterator[Found]:
        if self._batch[draft.key] is not draft:
            yield ("key",), KeyTaken(f"key {draft.key!r} stands twice in what is to be recorded")
        elif draft.key in self.kept and not self._same(draft):
            yield from self._check_replacing(draft, self.kept[draft.key])
        if isinstance(draft, InvestigationDraft):
            yield from self._check_only_one(draft)
        if isinstance(draft, SourceDraft):
            yield from self._check_origin(draft)
        missing = list(self._check_references(draft))
        yield from missing
        if isinstance(draft, ClaimDraft) and not missing:
            yield from self._check_ends(draft)
            yield from self._check_credibility(draft)
            yield from self._check_supersession(draft)

    def _same(self, draft: RecordDraft) -> bool:
        kept = self.kept.get(draft.key)
        if kept is None or kept.kind != draft.record:
            return False
        content = draft.content()
        return content in (kept.content, kept.current()) or (not self.supersede and content == self._as_exported(kept))

    def _as_exported(self, kept: Kept) -> dict[str, Any] | None:
        """A claim with what an export leaves away, which takes the place of nothing unless that is asked for.

        None where it cites what the batch does not name, so is another.
        """
        cited = kept.content.get("citations", ())
        if any(one["source"] not in self.kept for one in cited):
            return None
        return {**kept.current(), "citations": without_unconfirmed(cited, self._kept_origin)} if cited else None

    def _kept_origin(self, key: str) -> str:
        return str(self.kept[key].content["origin"])

    def _check_replacing(self, draft: RecordDraft, kept: Kept) -> Iterator[Found]:
        if kept.kind != draft.record:
            yield ("key",), KeyTaken(f"key {draft.key!r} stands for a {kept.kind} already")
        elif kept.kind in NEVER_REVISED and not (self.supersede and _is_hidden_further(kept, draft)):
            yield ("key",), KeyTaken(f"key {draft.key!r} stands for another {kept.kind} already: none is ever changed")
        elif isinstance(draft, EntityDraft) and draft.kind != kept.content["kind"]:
            words = f"key {draft.key!r} stands for a {kept.content['kind']}: an entity keeps its kind"
            yield ("kind",), KeyTaken(words)
        elif isinstance(draft, ClaimDraft) and draft.status in _STANDING and self.gave_way(draft.key):
            words = f"claim {draft.key!r} gave way to a later one: supersede that one, or take another key"
            yield ("status",), WrongStatus(words)
        elif not self.supersede:
            difference = _difference(kept.current(), draft.content())
            yield ("key",), KeyTaken(f"key {draft.key!r} stands for other content already: {difference}")

    def _check_only_one(self, draft: InvestigationDraft) -> Iterator[Found]:
        given = (other.key for other in self.drafts if isinstance(other, InvestigationDraft))
        first = described_by(self.session, self.investigation) or next(given)
        if draft.key != first:
            yield (
                ("key",),
                KeyTaken(f"this investigation is described by {first!r}: a file and an investigation hold one"),
            )

    def _check_references(self, draft: RecordDraft) -> Iterator[Found]:
        for path, key, kinds in references(draft):
            where, found = in_words(path), self._kind(key)
            if found is None:
                yield path, UnknownKey(f"{where}: key {key!r} leads nowhere")
            elif kinds and found not in kinds:
                yield path, WrongKind(f"{where}: key {key!r} is of kind {found}, and {' or '.join(kinds)} is needed")

    def _check_ends(self, draft: ClaimDraft) -> Iterator[Found]:
        predicate = vocabulary().predicates[draft.predicate]
        ends = [("subject", draft.subject, predicate.subject_kinds)]
        ends += [("object", draft.object, predicate.object_kinds)] if draft.object else []
        ends += [("scope", draft.scope, ("programme",))] if draft.scope else []
        for role, key, kinds in ends:
            if (kind := self._entity_kind(key)) not in kinds:
                takes = f"{draft.predicate} takes as {role}: {', '.join(kinds)}"
                yield (role,), WrongKind(f"{role}: {key!r} is of kind {kind}; {takes}")

    def _check_credibility(self, draft: ClaimDraft) -> Iterator[Found]:
        citations = draft.content()["citations"]
        if without_unconfirmed(citations, self._origin) != citations:
            words = "credibility 1 (confirmed by other sources) needs citations of two independent origins"
            yield ("citations",), UnconfirmedGrade(words)

    def _check_origin(self, draft: SourceDraft) -> Iterator[Found]:
        """No claim that stands loses the second origin of its credibility 1, but to a version that comes with this."""
        kept = self.kept.get(draft.key)
        if kept is None or kept.kind != "source" or fold(kept.content["origin"]) == fold(draft.origin):
            return
        revised = {one.key: one.origin for one in self._batch.values() if isinstance(one, SourceDraft)}
        before = left_unconfirmed(self.session, kept.id, {})
        after = left_unconfirmed(self.session, kept.id, revised)
        if left := [key for key in after if key not in before and not self._replaces(key)]:
            words = f"{', '.join(left)} would keep a credibility 1 (confirmed by other sources) without two origins"
            more = "load with this source a version of each without the 1, or with a citation of another origin"
            yield ("origin",), UnconfirmedGrade(f"origin: {words}: {more}")

    def _replaces(self, key: str) -> bool:
        return key in self._batch and not self._same(self._batch[key])

    def _check_supersession(self, draft: ClaimDraft) -> Iterator[Found]:
        """Published claims that give way to one another in a circle would all be gone."""
        older, gone = self._gives_way(draft), set[str]()
        while older and older not in gone:
            gone.add(older)
            older = self._gives_way(self._batch.get(older))
        if draft.key in gone:
            yield ("supersedes",), KeyTaken(f"supersedes: {draft.key!r} and what it supersedes supersede one another")

    @staticmethod
    def _gives_way(draft: RecordDraft | None) -> str | None:
        """The key of the claim that gives way to this one, once all of the batch is written."""
        return draft.supersedes if isinstance(draft, ClaimDraft) and draft.status == "published" else None

    def _kind(self, key: str) -> str | None:
        if key in self._batch:
            return self._batch[key].record
        return self.kept[key].kind if key in self.kept else None

    def _entity_kind(self, key: str) -> str:
        draft = self._batch.get(key)
        return draft.kind if isinstance(draft, EntityDraft) else str(self.kept[key].content["kind"])

    def _origin(self, key: str) -> str:
        draft = self._batch.get(key)
        return draft.origin if isinstance(draft, SourceDraft) else str(self.kept[key].content["origin"])


def _is_hidden_further(kept: Kept, draft: RecordDraft) -> bool:
    """Whether a capture is as it was, only to be seen by fewer."""
    content, told = dict(kept.content), draft.content()
    same = {**content, "visibility": None} == {**told, "visibility": None}
    return kept.kind == "capture" and same and level_of(told) > level_of(content)


def _difference(kept: dict[str, Any], draft: dict[str, Any]) -> str:
    """The fields in which two contents differ; of one line of text what is kept and what is given."""
    fields = (name for name in sorted({*kept, *draft}) if kept.get(name) != draft.get(name))
    return "; ".join(f"{name}: {_told(kept.get(name))} is kept, {_told(draft.get(name))} given" for name in fields)


def _told(value: Any) -> str:  # noqa: ANN401 -- whatever a field holds
    if value is None:
        return "nothing"
    return json.dumps(value, ensure_ascii=False)
