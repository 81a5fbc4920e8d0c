"""What a request for editions takes, the same over HTTP and on the pages.

An edition is of its own time, so none takes ``known_at``.
"""

from pydantic import BaseModel, ConfigDict

from api.paging import Cursor, Limit
from api.parameters import Audience


class EditionParameters(BaseModel):
    """Who asks for an edition; a parameter that is not known is refused."""

    model_config = ConfigDict(extra="forbid", frozen=True, hide_input_in_errors=True)

    audience: Audience = None


class EditionPage(EditionParameters):
    """A page of the list."""

    limit: Limit = 50
    cursor: Cursor = None
