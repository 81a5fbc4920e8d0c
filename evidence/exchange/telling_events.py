"""Which events changed what an audience is told of a record.

Invariant: an event is judged by what was recorded up to the end of its transaction, with today's rights; so nothing
recorded later moves what counted, unless it makes a record public, hides it or erases it. Of a transaction the events
of those versions count that were told and of whose records the export says something else than before it; so what is
hidden, and what only that changes in others, moves nothing.
Cost grows with the number of events, and of each transaction with the records that it touches and what these name.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from itertools import groupby
from typing import Any, NamedTuple

from sqlmodel import Session

from evidence.drafts import DRAFTS
from evidence.exchange.cut import contents_for
from evidence.references import references_as_written
from evidence.replay import Kept, Replay, Row, apply_row, quote_check, record_events
from evidence.settings import LEVELS
from evidence.shown_captures import ShownCaptures

_LEADS_HERE = ("supersedes", "redacts")
"""Fields whose record may be told in the place of the one that they name."""

Place = tuple[str, str]
"""Investigation and key."""


class _Told(NamedTuple):
    """What an export says of a key, with what was found of its quotations; and once it said something, how that
    version ended."""

    content: Mapping[str, Any] | None
    checks: tuple[tuple[str, str | None], ...]
    ended: str | None


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
        self._told_last: dict[Place, str] = {}
        """The id of the version that was told last."""
        self._ever_told: set[str] = set()
        """The ids of all versions that were."""
        self._leading_here: defaultdict[Place, list[str]] = defaultdict(list)

    def after(self, transaction: list[Row]) -> Iterator[int]:
        """Take a transaction in; gives the numbers of those of its events that count."""
        touched = [
            (number, id_, (investigation, key)) for number, _, _, id_, _, key, _, _, investigation, _ in transaction
        ]
        places = {place for _, _, place in touched}
        before = self._told(places)
        for row in transaction:
            apply_row(self._record, row)
        self._find_leads(id_ for _, id_, _ in touched)
        now = self._told(places)
        return (number for number, id_, place in touched if id_ in self._ever_told and before[place] != now[place])

    def _find_leads(self, ids: Iterable[str]) -> None:
        for kept in map(self._record.kept.__getitem__, dict.fromkeys(ids)):
            for field in _LEADS_HERE:
                if field in kept.content:
                    self._leading_here[kept.investigation, kept.content[field]].append(kept.key)

    def _told(self, places: set[Place]) -> dict[Place, _Told]:
        told: dict[Place, _Told] = {}
        for investigation in {investigation for investigation, _ in places}:
            keys = {key for place, key in places if place == investigation}
            told |= self._told_in(investigation, keys)
        return told

    def _told_in(self, investigation: str, keys: set[str]) -> dict[Place, _Told]:
        near = self._near(investigation, keys)
        contents = {content["key"]: content for _, content in contents_for(near, self._audience, investigation)}
        shown = ShownCaptures(near, LEVELS.index(self._audience))
        return {(investigation, key): self._told_of((investigation, key), contents.get(key), shown) for key in keys}

    def _told_of(self, place: Place, content: Mapping[str, Any] | None, shown: ShownCaptures) -> _Told:
        if content is not None:
            self._told_last[place] = told = self._record.ids[place]
            self._ever_told.add(told)
        last = self._record.kept.get(self._told_last.get(place, ""))
        status = last.status if last else None
        checks = _checks(self._record.kept[self._record.ids[place]], shown) if content is not None else ()
        return _Told(content, checks, "withdrawn" if status == "superseded" else status)

    def _near(self, investigation: str, keys: Iterable[str]) -> Replay:
        """The records under these keys, with all that decides on what is told of them."""
        near, waiting = Replay(), list(keys)
        while waiting:
            place = investigation, waiting.pop()
            kept = self._record.kept.get(self._record.ids.get(place, ""))
            if kept is not None and place not in near.ids:
                near.ids[place], near.kept[kept.id] = kept.id, kept
                waiting += (one.key for one in references_as_written(DRAFTS[kept.kind], kept.content))
                waiting += self._leading_here[place]
        return near


def _checks(kept: Kept, shown: ShownCaptures) -> tuple[tuple[str, str | None], ...]:
    """What was found in the captures that may be seen, by citation."""
    if kept.kind != "claim":
        return ()
    cited = ((number, one, shown.of(kept, one.get("capture"))) for number, one in enumerate(kept.content["citations"]))
    copies = ((number, found.key if found.key != one["capture"] else None) for number, one, found in cited if found)
    return tuple(quote_check(kept, number, copy) for number, copy in copies)
