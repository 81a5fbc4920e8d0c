"""Every form of a date that a record may state (EDTF)."""

from itertools import product

_DATES = [f"{bare}{mark}" for bare, mark in product(("2019-05-17", "2019-05", "2019", "198X"), ("", "~", "?", "%"))]

STATED = (
    *_DATES,
    *(f"{start}/{end}" for start, end in product(_DATES, ("..", "", "2021"))),
    *(f"{start}/{end}" for start, end in product(("..", ""), _DATES)),
)
