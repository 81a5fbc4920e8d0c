"""A briefing for machines: all that it holds, as JSON.

Invariant: nothing is left out and nothing added; the same briefing gives the same bytes.
"""

import json
from typing import Any

from pydantic import TypeAdapter

from reports.document import Briefing


def findings_json(briefing: Briefing) -> bytes:
    """The briefing as JSON in UTF-8; letters that UTF-8 cannot carry are escaped."""
    text = json.dumps(findings(briefing), ensure_ascii=False, indent=1)
    return f"{text}\n".encode("utf-8", "backslashreplace")


def findings(briefing: Briefing) -> dict[str, Any]:
    """The briefing as JSON values, by the names of its parts."""
    values: dict[str, Any] = TypeAdapter(Briefing).dump_python(briefing, by_alias=True)
    return {**values, "dated": briefing.dated.isoformat()}
