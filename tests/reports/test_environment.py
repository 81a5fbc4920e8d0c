"""The templates: undefined names are errors, and what comes from a source is escaped."""

import pytest
from jinja2 import UndefinedError
from markupsafe import Markup

from reports.environment import markdown_environment, web_environment
from reports.escaping import Ready


def test_web_templates_escape_all_but_what_templates_made() -> None:
    template = web_environment().from_string("{{ a }}{{ b }}")
    assert template.render(a="<b>\n\u202ec", b=Markup("<i>")) == "&lt;b&gt; c<i>"


def test_markdown_templates_escape_all_but_what_is_ready() -> None:
    template = markdown_environment().from_string("{{ a }}{{ b }}{{ c | ready }}")
    assert template.render(a="*a*", b=Ready("*b*"), c="*c*") == "\\*a\\**b**c*"


def test_a_name_that_a_template_lacks_is_an_error() -> None:
    for made in (web_environment(), markdown_environment()):
        with pytest.raises(UndefinedError):
            made.from_string("{{ missing }}").render()
