"""The JSON Schema of what goes in and out: records as JSON Lines, and the answer to a chain search."""

from typing import Any

from evidence.schema import record_schema
from graph.answer import AnswerOut


def schemas() -> dict[str, Any]:
    """The schema of a record (one line), and of the answer to ``chains`` and ``exposure``."""
    return {
        "record": record_schema(),
        "answer": AnswerOut.model_json_schema(by_alias=True, mode="serialization"),
    }
