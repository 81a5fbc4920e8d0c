"""Custody as a bundle tells it: of each capture, who took it, when and how."""

from evidence.drafts import CaptureDraft
from reports.bundles.custody import custody_of


def taken(key: str, at: str) -> CaptureDraft:
    return CaptureDraft(key=key, source="S1", sha256="ab" * 32, size=1, taken=at, method="by hand", by="Ada")


def test_each_capture_was_taken_by_somebody_at_some_time() -> None:
    (event,) = custody_of([taken("S1-1", "2026-11-24T10:00:00Z")])
    assert event == {"capture": "S1-1", "event": "taken", "at": "2026-11-24T10:00:00Z", "by": "Ada", "how": "by hand"}


def test_events_go_by_time_and_key() -> None:
    given = [taken("B", "2026-11-24T10:00:00Z"), taken("A", "2026-11-24T10:00:00Z"), taken("C", "2026-11-23T10:00:00Z")]
    assert [one["capture"] for one in custody_of(given)] == ["C", "A", "B"]
