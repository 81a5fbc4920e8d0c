"""Whether the words of a quotation stand in the capture that its citation names, and where.

Invariant: what is kept says what was done: found, not found, or not checked, which is also what becomes of a capture
whose bytes are not there or whose text cannot be taken out, and of one of another source than the citation's: words
that stand there do not show that this source has them. Redacted copies of the capture are looked into as well, each by
itself: what is found in the original is no answer for who may only see the copy.
"""

from collections import Counter
from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from evidence.audit import AuditWriter
from evidence.capture_text import searched_text
from evidence.database import reading, writing
from evidence.errors import CaptureMismatch, NotFound
from evidence.ledger import Ledger
from evidence.locating import locate
from evidence.quoting import Searched
from evidence.recording import named
from evidence.replay import Kept, Replay, replay, told_by_check
from evidence.vault import fetch

Check = tuple[str, str | None]
"""What was found, and where in words."""

_UNCHECKED: Check = ("not_checked", None)
_MOST_TEXTS = 8
"""So many texts are held at a time; what quotes one capture mostly stands together."""


@dataclass(frozen=True, slots=True)
class Checked:
    """A claim whose quotations were looked for; checks by the number of the citation (from 1) that names a capture."""

    key: str
    checks: dict[int, Check]


def check_quotes(ledger: Ledger, vault: Path, claim_key: str, *, actor: str | None) -> Checked:
    """Look for each quotation of a claim in the capture that its citation names; returns and keeps the results."""
    with reading(ledger.engine) as session:
        claim = locate(session, claim_key, kind="claim")
        everything = replay(session)
    (checked,) = _check(ledger, vault, everything, [everything.kept[claim.id]], named(actor), anew=True)
    return checked


def check_touched(
    ledger: Ledger,
    vault: Path,
    *,
    actor: str | None,
    keys: Collection[str] | None = None,
    investigation: str | None = None,
) -> list[Checked]:
    """Look for the quotations of claims that cite a capture, and keep what has changed since they were last looked for.

    With ``keys``: of those claims, and of those that cite one of those captures, or what it is a redacted copy of.
    """
    by = named(actor)
    with reading(ledger.engine) as session:
        everything = replay(session)
    touched = [
        kept
        for kept in _newest_claims(everything)
        if investigation in (None, kept.investigation)
        and any("capture" in one and "quote" in one for one in kept.content["citations"])
    ]
    if keys is not None:
        wanted = {*keys, *_originals(everything, keys)}
        touched = [kept for kept in touched if kept.key in wanted or wanted & set(_cited(kept))]
    return _check(ledger, vault, everything, touched, by, anew=False)


def quoting_without_capture(ledger: Ledger, keys: Collection[str] | None = None) -> list[str]:
    """The claims (of those keys, if any are given) with a quotation of a captured source that names no capture."""
    with reading(ledger.engine) as session:
        everything = replay(session)
    captured = {(one.investigation, one.content["source"]) for one in everything.kept.values() if one.kind == "capture"}
    return sorted(
        kept.key
        for kept in _newest_claims(everything)
        if (keys is None or kept.key in keys)
        and kept.status in ("draft", "published")
        and any(
            "quote" in one and "capture" not in one and (kept.investigation, one["source"]) in captured
            for one in kept.content["citations"]
        )
    )


def _newest_claims(everything: Replay) -> Iterator[Kept]:
    """Of each claim the version that has its key."""
    for kept in everything.kept.values():
        if kept.kind == "claim" and everything.ids.get((kept.investigation, kept.key)) == kept.id:
            yield kept


def tally(checked: Iterable[Checked]) -> dict[str, int]:
    """How many quotations were found, not found and not checked; of citations that name a capture."""
    counted = Counter(result for one in checked for result, _ in one.checks.values())
    return {result: counted[result] for result in ("found", "not_found", "not_checked")}


def _originals(everything: Replay, keys: Collection[str]) -> set[str]:
    """What the captures of these keys are redacted copies of."""
    captures = (kept for kept in everything.kept.values() if kept.kind == "capture" and kept.key in keys)
    return {kept.content["redacts"] for kept in captures if "redacts" in kept.content}


def _cited(claim: Kept) -> Iterable[str]:
    return (one["capture"] for one in claim.content["citations"] if "capture" in one)


def _check(
    ledger: Ledger, vault: Path, everything: Replay, claims: Iterable[Kept], actor: str, *, anew: bool
) -> list[Checked]:
    """Texts are read before the ledger is locked: taking them out may be slow, and captures never change."""
    reader = _Reader(vault, everything)
    bodies = {claim.id: reader.body(claim) for claim in claims}
    changed = {one: body for one, body in bodies.items() if anew or _differs(everything.kept[one], body)}
    if changed:
        with writing(ledger.engine) as session:
            audit = AuditWriter(session, actor)
            for claim_id, body in changed.items():
                audit.append("check", claim_id, body)
            audit.flush()
    return [Checked(everything.kept[one].key, _checks(everything.kept[one], body)) for one, body in bodies.items()]


def _differs(claim: Kept, body: dict[str, Any]) -> bool:
    unchecked = ["not_checked"] * len(claim.content["citations"])
    kept = (claim.quote_checks or unchecked, claim.quote_places, claim.copy_checks)
    return kept != (body["quote_checks"], body.get("quote_places", []), body.get("copy_checks", []))


def _checks(claim: Kept, body: dict[str, Any]) -> dict[int, Check]:
    """The checks of the citations that have words and a capture."""
    places = body.get("quote_places") or [None] * len(body["quote_checks"])
    told = zip(claim.content["citations"], body["quote_checks"], places, strict=True)
    checks = enumerate(told, start=1)
    return {number: (result, place) for number, (one, result, place) in checks if "capture" in one and "quote" in one}


@dataclass(slots=True)
class _Reader:
    """Looks into captures, with the texts of the last few at hand."""

    vault: Path
    everything: Replay
    _texts: dict[str, Searched | None] = field(default_factory=dict)
    _copies: dict[str, list[Kept]] | None = None

    def body(self, claim: Kept) -> dict[str, Any]:
        """What the event of a check says: results, and where there are any, places and what was found in copies."""
        citations = claim.content["citations"]
        checks = [self._in(self._capture(claim, one), one.get("quote")) for one in citations]
        copies = [self._in_copies(self._capture(claim, one), one.get("quote")) for one in citations]
        return told_by_check([result for result, _ in checks], [place for _, place in checks], copies)

    def _capture(self, claim: Kept, citation: dict[str, Any]) -> Kept | None:
        """The capture that a citation names, if it is of the source that the citation names."""
        capture = self.everything.kept.get(self.everything.id_of(claim, citation.get("capture", "")) or "")
        return capture if capture and capture.content["source"] == citation["source"] else None

    def _in(self, capture: Kept | None, quote: str | None) -> Check:
        text = self._text(capture) if capture and quote else None
        if text is None or not quote:
            return _UNCHECKED
        place = text.find(quote)
        return ("found", str(place)) if place else ("not_found", None)

    def _in_copies(self, capture: Kept | None, quote: str | None) -> dict[str, list[str | None]]:
        copies = self._copies_of(capture) if capture and quote else []
        return {copy.key: list(self._in(copy, quote)) for copy in copies}

    def _copies_of(self, capture: Kept) -> list[Kept]:
        if self._copies is None:
            self._copies = {}
            for kept in self.everything.kept.values():
                if kept.kind == "capture" and "redacts" in kept.content:
                    original = self.everything.id_of(kept, kept.content["redacts"]) or ""
                    self._copies.setdefault(original, []).append(kept)
        return self._copies.get(capture.id, [])

    def _text(self, capture: Kept) -> Searched | None:
        if capture.id not in self._texts:
            while len(self._texts) >= _MOST_TEXTS:
                del self._texts[next(iter(self._texts))]
            self._texts[capture.id] = self._read(capture)
        return self._texts[capture.id]

    def _read(self, capture: Kept) -> Searched | None:
        try:
            content = fetch(self.vault, capture.content["sha256"])
        except (NotFound, CaptureMismatch):  # verify tells of both; here there is nothing to look into
            return None
        return searched_text(content, capture.content.get("media_type"))
