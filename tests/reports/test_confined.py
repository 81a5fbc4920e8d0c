"""A template reaches plain values and nothing else, and says where it went wrong."""

from typing import Any

import pytest

from reports.confined import LONGEST, Read, followed

VALUES = {
    "title": "From A to B",
    "notes": [1, 2],
    "sections": [{"heading": "H", "items": [{"heading": "I", "passages": [], "claims": []}], "passages": []}],
}


def given(template: str, **more: str) -> dict[str, Any]:
    return followed({"t.md": template, **more}, "t.md", VALUES)


ESCAPES = (
    "{{ ''.__class__ }}",
    "{{ title.__class__.__mro__[1].__subclasses__() }}",
    "{{ (title | attr('__class__')) }}",
    "{{ [title] | map(attribute='__class__') | first }}",
    "{{ range.__globals__ }}",
    "{{ self.__init__.__globals__ }}",
    "{{ namespace.__init__ }}",
    "{{ '{0.__class__}'.format(title) }}",
    "{{ '%(x)s'.__mod__({}) }}",
    "{{ cycler.__init__.__globals__.os }}",
    "{{ lipsum.__globals__ }}",
    "{{ get_flashed_messages }}",
    "{{ sections.append(1) }}",
    "{{ notes.clear() }}",
    "{{ sections[0].update({'heading': 'x'}) }}",
    "{{ sections[0].keys() }}",
    "{% for n in range(10000000) %}.{% endfor %}",
    "{% include '/etc/passwd' %}",
    "{% include '../other.md' %}",
    "{% import 'os' as os %}",
    "{{ title | safe }}",
    "{{ title | random }}",
    "{{ absent }}",
    "{{ sections[0].absent }}",
    "{{ 1 / 0 }}",
    "{{ notes[9].text }}",
    "{{ title.nothing() }}",
    "{% if %}",
    "{{ '%d' | format(title) }}",
    "{{ 1 | told }}",
)


def test_it_is_known_which_templates_were_read() -> None:
    templates = Read(
        {
            "t.md": "{% if notes %}{% include 'a.md' %}{% else %}{% include 'b.md' %}{% endif %}",
            "a.md": "A",
            "b.md": "B",
        }
    )
    assert followed(templates, "t.md", VALUES) == {"text": "A"}
    assert templates.names == {"t.md", "a.md"}


@pytest.mark.parametrize("escape", ESCAPES)
def test_what_reaches_beyond_plain_values_is_refused_with_file_and_line(escape: str) -> None:
    told = given(f"# House\n\n{escape}\n")
    assert (told.get("file"), told.get("line")) == ("t.md", 3), told
    assert told["reason"]


def test_a_mistake_in_an_included_template_leads_there() -> None:
    told = given("{% include 'part.md' %}", **{"part.md": "one\ntwo\n{{ absent }}\n"})
    assert (told["file"], told["line"]) == ("part.md", 3)
    assert "absent" in told["reason"]


def test_a_text_ends_where_it_is_too_long() -> None:
    row = "x" * 1000
    told = given(f"{{% for n in range({LONGEST // 1000 + 1}) %}}{row}{{% endfor %}}")
    assert "longer than" in told["reason"]


def test_an_entry_is_an_entry_whatever_a_mapping_calls_its_methods() -> None:
    assert given("{{ sections[0].items[0].heading }}") == {"text": "I"}


def test_parts_of_the_findings_are_told_whole() -> None:
    fact, remark = {"text": "A funds B.", "notes": [1, 3]}, {"text": "Nobody looked."}
    claim = {"sentences": [fact], "replies": [fact], "anchor": 1, "key": "C1"}
    mention = {"anchor": 1, "key": "C1", "denies": True, "notes": [2]}
    item = {"heading": "I", "passages": [remark], "claims": [["Claims", [claim, mention]]]}
    section = {"heading": "S", "passages": [remark], "items": [item]}
    text = followed({"t": "{{ section | told }}{{ [4] | notes }}"}, "t", {"section": section})["text"]
    assert text.split("\n\n") == [
        "## S",
        "*Nobody looked.*",
        "### I",
        "*Nobody looked.*",
        "A funds B.[^1][^3]",
        "> A funds B.[^1][^3]",
        "C1 (a denial) is told above.[^2][^4]",
    ]
