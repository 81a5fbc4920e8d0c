"""What is handed out is built at: the public head, its day, and the head of the public tree.

Invariant: nothing hidden moves any of them; none is of the house's own chain or tree.
"""

from api.resources import Resources
from evidence.settings import LEVELS
from reports.document import BuiltAt


def built_at(resources: Resources) -> BuiltAt:
    """The public head as it is now, and the public tree as last signed."""
    return {
        "head": resources.public_head(),
        "made_on": resources.last_day(LEVELS[0]),
        "checkpoint": resources.public_checkpoint(),
    }
