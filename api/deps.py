"""What routes and pages are handed: the open ledger, cut down to the audience that they may answer.

Invariant: an audience is lowered here, before anything is looked up.
"""

from typing import Annotated

from fastapi import Depends, Request

from api.parameters import Parameters
from api.resources import Resources, Seen, lowered


def resources_of(request: Request) -> Resources:
    """The ledger that the application was made with."""
    resources: Resources = request.app.state.resources
    return resources


Shared = Annotated[Resources, Depends(resources_of)]


def seen_by(resources: Resources, asked: Parameters) -> Seen:
    """What a request may see; raises AudienceRefused where it asks for more than is configured."""
    return resources.look(lowered(resources.settings, asked.audience), asked.known_at)
