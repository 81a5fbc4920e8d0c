"""Long lists, a page at a time.

Invariant: a cursor holds the place of the last item that its reader was shown (of a record its key and id), and
nothing else; what is hidden moves neither a page's bounds nor its cursor.
"""

import base64
import binascii
import json
from collections.abc import Callable, Iterable, Sequence
from typing import Annotated, Generic, TypeVar

from pydantic import Field

from api.finding import View
from api.parameters import Parameters
from evidence.errors import InvalidDraft
from evidence.views import in_key_order
from graph.answer import Shape

MOST_ITEMS = 200
Item = TypeVar("Item")
Place = tuple[str, str]
"""Where in its list an item stands: lists are in the order of places."""

Limit = Annotated[int, Field(ge=1, le=MOST_ITEMS, description="how many records at most")]
Cursor = Annotated[str | None, Field(max_length=1000, description="where to go on: `next` of the page before")]


class PageParameters(Parameters):
    """What every list takes."""

    limit: Limit = 50
    cursor: Cursor = None


class Page(Shape, Generic[Item]):
    """A page of a list; ``next`` is the cursor of the following page, null at the end."""

    items: tuple[Item, ...]
    next: str | None


def cut(views: Iterable[View], asked: PageParameters) -> tuple[Sequence[View], str | None]:
    """The views of the page that was asked for, and the cursor of the next; raises InvalidDraft for a bad cursor."""
    return cut_in(in_key_order(views), asked.limit, asked.cursor, lambda view: (view.key, view.id))


def cut_in(
    ordered: Sequence[Item], limit: int, cursor: str | None, place: Callable[[Item], Place]
) -> tuple[Sequence[Item], str | None]:
    """The same of any items that are in the order of their places; raises InvalidDraft for a bad cursor."""
    after = _place(cursor) if cursor is not None else None
    rest = [item for item in ordered if after is None or place(item) > after]
    shown = rest[:limit]
    return shown, _cursor(place(shown[-1])) if len(rest) > len(shown) else None


def _cursor(place: Place) -> str:
    return base64.urlsafe_b64encode(json.dumps(place).encode()).decode().rstrip("=")


def _place(cursor: str) -> Place:
    try:
        padded = cursor + "=" * (-len(cursor) % 4)
        key, id_ = json.loads(base64.b64decode(padded, altchars=b"-_", validate=True))
    except (binascii.Error, ValueError, TypeError, RecursionError) as error:
        raise InvalidDraft("the cursor is none that this server gave") from error
    if not (isinstance(key, str) and isinstance(id_, str)):
        raise InvalidDraft("the cursor is none that this server gave")
    return key, id_
