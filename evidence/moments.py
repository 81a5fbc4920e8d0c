"""Moments as the record writes them: UTC, in ISO form, to the second."""

import datetime as dt


def now() -> str:
    """This moment."""
    return utc(dt.datetime.now(dt.UTC))


def utc(moment: dt.datetime) -> str:
    """A moment, which has a time zone; raises OverflowError where UTC has no such year."""
    return moment.astimezone(dt.UTC).isoformat(timespec="seconds").replace("+00:00", "Z")
