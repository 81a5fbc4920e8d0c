"""Printed briefings read back as statements, the same from both texts, and nothing escapes the reader."""

import pytest

from reports.document import Briefing
from reports.escaping import plain
from reports.render import render_html, render_markdown
from reports.rendered import Statement, html_statements, markdown_statements
from tests.reports.case import briefed


def facts(statements: list[Statement]) -> list[tuple[str, tuple[int, ...], int | None, bool]]:
    return [
        (one.text, one.notes, one.chain, one.reply)
        for one in statements
        if one.kind == "fact" and " is told above" not in one.text
    ]


def test_both_texts_are_read_as_the_same_statements_of_fact(briefing: Briefing) -> None:
    page, text = html_statements(render_html(briefing)), markdown_statements(render_markdown(briefing))
    assert facts(page) == facts(text)
    assert len(facts(page)) > 40


def test_every_sentence_of_the_briefing_is_found_with_its_notes(briefing: Briefing) -> None:
    found = {(one.text, one.notes) for one in html_statements(render_html(briefing)) if one.kind == "fact"}
    chains = [chain for route in briefing.routes for chain in route.chains]
    told = [chain.reading for chain in chains]
    told += [one for section in briefing.sections for item in section.items for one in item.passages]  # type: ignore[misc]
    assert {(plain(one.text), one.notes) for one in told if hasattr(one, "notes")} <= found


def test_a_claim_and_its_replies_are_known_by_its_anchor(briefing: Briefing) -> None:
    for statements in (html_statements(render_html(briefing)), markdown_statements(render_markdown(briefing))):
        replies = [one for one in statements if one.reply]
        assert len(replies) == 4
        for one in replies:
            assert any(other.claim == one.claim and not other.reply for other in statements)


@pytest.mark.parametrize(
    "loose",
    [
        "<div>A loose sentence.</div>",
        "<section>A loose sentence.<p class='fact'>x</p></section>",
        "<ul><li>A loose sentence.</li></ul>",
        "<p>A loose sentence.</p>",
        "<p class='new'>A loose <em>sentence</em>.</p>",
        "<blockquote>A loose sentence.</blockquote>",
        "<div><span>A loose sentence.</span><p class='remark'>x</p></div>",
    ],
)
def test_text_that_is_not_marked_counts_as_a_statement_of_fact(loose: str) -> None:
    found = html_statements(f"<body><main>{loose}</main></body>")
    assert Statement("fact", "A loose sentence.") in found


def test_what_is_marked_is_what_it_is_marked_as() -> None:
    page = "<body><p class='remark'>r</p><p class='meta'>m</p><footer><p>f</p></footer><p class='fact'>x</p></body>"
    assert [one.kind for one in html_statements(page)] == ["remark", "label", "label", "fact"]


def test_a_page_that_is_not_closed_is_read_to_its_end() -> None:
    assert html_statements("<div><p class='remark'>one<p>two") == [Statement("remark", "one"), Statement("fact", "two")]


def test_hostile_text_makes_no_statement_of_its_own() -> None:
    tame = len(html_statements(render_html(briefed())))
    hostile = briefed(lambda text: f"{text} </p><p class='remark'>x</p> [^1]")
    assert len(html_statements(render_html(hostile))) == tame
