"""Which events changed what an audience is told of a record.

Invariant: an event is judged by what was recorded up to the end of its transaction, with today's rights; so nothing
recorded later moves what counted, unless it makes a record public, hides it or erases it. Of a transaction the events
of those versions count that were told and of whose records the export says something else than before it; so what is
hidden, and what only that changes in others, moves nothing.
Cost grows with the number of events, and of each transaction with the records that it touches, with what these name,
and with the claims that took the place of those.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from itertools import groupby
from typing import Any

from sqlmodel import Session

from evidence.drafts import DRAFTS
from evidence.exchange.cut import WITHIN_A_KIND, Cut
from evidence.heirs import Place
from evidence.references import references_as_written
from evidence.replay import Kept, Replay, Row, apply_row, quote_check, record_events
from evidence.settings import LEVELS
from evidence.shown_captures import ShownCaptures

_LEADS_HERE = ("supersedes", "redacts")
"""Fields whose record may be told in the place of the one that they name."""


@dataclass(frozen=True, slots=True)
class _Told:
    """What an export says of a key, and what is told beside it: what was found of its quotations, whether it was
    reviewed elsewhere; and of a claim that it says nothing of any more, how that ended. ``version`` is the id of what
    that is told of."""

    version: str | None = field(default=None, compare=False)
    content: Mapping[str, Any] | None = None
    checks: tuple[tuple[str, str | None], ...] = ()
    elsewhere: bool = False
    ended: str | None = None


def telling_events(session: Session, audience: str) -> Iterator[int]:
    """The numbers of the events of records that changed what the audience is told, in order."""
    telling = _Telling(audience)
    for _, transaction in groupby(session.exec(record_events()), key=_time_of):
        yield from telling.after(list(transaction))


def _time_of(row: Row) -> str:
    """All events of a transaction bear one time, and no others do."""
    return row[-1]


class _Telling:
    """Walks the chain once, transaction by transaction."""

    def __init__(self, audience: str) -> None:
        self._audience = audience
        self._record = Replay()
        self._versions: defaultdict[Place, dict[str, None]] = defaultdict(dict)
        """The ids that had a key, in order."""
        self._leading_here: defaultdict[Place, set[str]] = defaultdict(set)

    def after(self, transaction: list[Row]) -> Iterator[int]:
        """Take a transaction in; gives the numbers of those of its events that count."""
        touched = [
            (number, id_, (investigation, key)) for number, _, _, id_, _, key, _, _, investigation, _ in transaction
        ]
        places = {place for _, _, place in touched}
        before = self._told(places)
        for row in transaction:
            apply_row(self._record, row)
        for _, id_, place in touched:
            self._follow(place, self._record.kept[id_])
        now = self._told(places)
        moved = {place for place in places if before[place] != now[place]}
        told = {one[place].version for one in (before, now) for place in moved}
        return (number for number, id_, place in touched if place in moved and id_ in told)

    def _follow(self, place: Place, kept: Kept) -> None:
        self._versions[place][kept.id] = None
        for name in _LEADS_HERE:
            if name in kept.content:
                self._leading_here[kept.investigation, kept.content[name]].add(kept.key)

    def _told(self, places: set[Place]) -> dict[Place, _Told]:
        told: dict[Place, _Told] = {}
        for investigation in {investigation for investigation, _ in places}:
            told |= self._told_in(investigation, [place for place in places if place[0] == investigation])
        return told

    def _told_in(self, investigation: str, places: list[Place]) -> dict[Place, _Told]:
        near = self._near(places)
        cut, shown = Cut(self._audience, near, investigation), ShownCaptures(near, LEVELS.index(self._audience))
        contents = {content["key"]: content for _, content in cut.contents}
        return {place: self._told_of(place, contents.get(place[1]), cut, shown) for place in places}

    def _told_of(self, place: Place, content: Mapping[str, Any] | None, cut: Cut, shown: ShownCaptures) -> _Told:
        if content is not None:
            kept = self._record.kept[self._record.ids[place]]
            return _Told(kept.id, content, _checks(kept, shown), kept.kind == "claim" and kept.elsewhere)
        last = cut.last_known(place[1])
        if last is None or not last.known:
            return _Told()
        return _Told(last.id, ended="withdrawn" if last.status == "superseded" else last.status)

    def _near(self, places: Iterable[Place]) -> Replay:
        """All versions of these records, with all that decides on what is told of them."""
        near, waiting, passed = Replay(), [(place, True) for place in places], set[tuple[Place, bool]]()
        while waiting:
            at = waiting.pop()
            if at in passed:
                continue
            passed.add(at)
            for kept in map(self._record.kept.__getitem__, self._versions[at[0]]):
                near.kept[kept.id] = kept
                near.ids[at[0]] = kept.id
                waiting += self._needed(kept, whole=at[1])
        return near

    def _needed(self, kept: Kept, *, whole: bool) -> Iterator[tuple[Place, bool]]:
        """What decides on what is told of a version; of what it only stands beside, it is enough that it is there."""
        for path, key, _ in references_as_written(DRAFTS[kept.kind], kept.content):
            beside = path[0] in WITHIN_A_KIND
            if whole or not beside:
                yield (kept.investigation, key), not beside
        if whole:
            yield from (((kept.investigation, key), True) for key in self._leading_here[kept.investigation, kept.key])


def _checks(kept: Kept, shown: ShownCaptures) -> tuple[tuple[str, str | None], ...]:
    """What was found in the captures that may be seen, by citation."""
    if kept.kind != "claim":
        return ()
    cited = ((number, one, shown.of(kept, one.get("capture"))) for number, one in enumerate(kept.content["citations"]))
    copies = ((number, found.key if found.key != one["capture"] else None) for number, one, found in cited if found)
    return tuple(quote_check(kept, number, copy) for number, copy in copies)
