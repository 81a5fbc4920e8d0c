"""The findings for machines hold all that the briefing does."""

import json

from pydantic import TypeAdapter

from reports.document import Briefing
from reports.findings import findings_json
from tests.reports.case import briefed
from tests.reports.test_hostile_text import HOSTILE


def test_the_json_is_the_briefing_and_gives_it_back(briefing: Briefing) -> None:
    assert TypeAdapter(Briefing).validate_json(findings_json(briefing)) == briefing


def test_the_same_briefing_gives_the_same_bytes(briefing: Briefing) -> None:
    assert findings_json(briefing) == findings_json(briefed())


def test_letters_that_utf8_cannot_carry_are_escaped() -> None:
    content = findings_json(briefed(lambda text: f"{text} {HOSTILE['controls']}"))
    assert json.loads(content)["end"].endswith(HOSTILE["controls"])
