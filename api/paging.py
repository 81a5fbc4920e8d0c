"""Long lists, a page at a time.

Invariant: a cursor holds the key and id of the last record that its reader was shown, and nothing else; what is
hidden moves neither a page's bounds nor its cursor.
"""

import base64
import binascii
import json
from collections.abc import Iterable, Sequence
from typing import Annotated, Generic, TypeVar

from pydantic import Field

from api.finding import View, in_key_order
from api.parameters import Parameters
from evidence.errors import InvalidDraft
from graph.answer import Shape

MOST_ITEMS = 200
Item = TypeVar("Item")


class PageParameters(Parameters):
    """What every list takes."""

    limit: Annotated[int, Field(ge=1, le=MOST_ITEMS, description="how many records at most")] = 50
    cursor: Annotated[str | None, Field(max_length=1000, description="where to go on: `next` of the page before")] = (
        None
    )


class Page(Shape, Generic[Item]):
    """A page of a list in key order; ``next`` is the cursor of the following page, null at the end."""

    items: tuple[Item, ...]
    next: str | None


def cut(views: Iterable[View], asked: PageParameters) -> tuple[Sequence[View], str | None]:
    """The views of the page that was asked for, and the cursor of the next; raises InvalidDraft for a bad cursor."""
    ordered = in_key_order(views)
    if asked.cursor is not None:
        after = _place(asked.cursor)
        ordered = [view for view in ordered if (view.key, view.id) > after]
    shown = ordered[: asked.limit]
    return shown, _cursor(shown[-1]) if len(ordered) > len(shown) else None


def _cursor(view: View) -> str:
    return base64.urlsafe_b64encode(json.dumps([view.key, view.id]).encode()).decode().rstrip("=")


def _place(cursor: str) -> tuple[str, str]:
    try:
        padded = cursor + "=" * (-len(cursor) % 4)
        key, id_ = json.loads(base64.b64decode(padded, altchars=b"-_", validate=True))
    except (binascii.Error, ValueError, TypeError, RecursionError) as error:
        raise InvalidDraft("the cursor is none that this server gave") from error
    if not (isinstance(key, str) and isinstance(id_, str)):
        raise InvalidDraft("the cursor is none that this server gave")
    return key, id_
