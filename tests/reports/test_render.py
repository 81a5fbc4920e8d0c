"""The printed briefing, read back: every sentence of fact has its note, every note its source."""

import re
from itertools import pairwise

from evidence.views import Disclosure
from reports.document import Briefing
from reports.render import render_html, render_markdown
from tests.reports.case import HEAD, briefed
from tests.reports.reading import SVG, MarkdownPage, WebPage, ends_in_notes, is_remark, text_of

PARAGRAPHS = {"fact", "remark", "meta", "label", "kicker", "dek"}


class TestHtml:
    def test_every_paragraph_is_marked_as_what_it_is(self, web: WebPage) -> None:
        footer = web.all("footer")[0]
        unmarked = [
            p for p in web.all("p") if p not in list(footer) and not PARAGRAPHS & set(p.get("class", "").split())
        ]
        assert unmarked == []

    def test_every_sentence_of_fact_ends_in_notes(self, web: WebPage) -> None:
        facts = web.all("p", class_="fact")
        assert len(facts) > 40
        assert [text_of(p) for p in facts if not web.ends_in_notes(p)] == []

    def test_every_row_of_hops_has_a_note_for_each_claim(self, web: WebPage) -> None:
        rows = [row for table in web.all("table", class_="hops") for row in table.iter("tr")][1:]
        claims = [list(row)[-1] for row in rows if row[0].get("scope") == "row"]
        assert claims
        for cell in claims:
            keys = [a for a in cell.iter("a") if a.get("href", "").startswith("#claim-")]
            assert len(cell.findall("sup")) == len(keys) > 0

    def test_all_that_claims_replies_and_records_say_stands_in_noted_sentences(
        self, web: WebPage, disclosure: Disclosure
    ) -> None:
        texts = [claim.wording.removesuffix(".") for claim in disclosure.claims.values() if claim.wording]
        texts += [reply.text for claim in disclosure.claims.values() for reply in claim.replies if reply.text]
        texts += ["Who took part.", "To review its checks.", "Asked to end it.", "Twenty thousand"]
        for text in texts:
            lowered = text[1:]
            found = list(web.holding(lowered))
            assert found, text
            assert all(web.within(element, "fact") for element in found), text

    def test_notes_and_their_uses_lead_to_each_other(self, web: WebPage, briefing: Briefing) -> None:
        numbers = [note.number for note in briefing.notes]
        assert web.refs_all() == set(numbers)
        assert numbers == list(range(1, len(numbers) + 1))
        for number in numbers:
            note = web.by_id(f"note-{number}")
            backs = [a.get("href", "") for a in note.iter("a") if a.get("role") == "doc-backlink"]
            uses = [a.get("id") for a in web.all("a", role="doc-noteref") if a.get("href") == f"#note-{number}"]
            assert [back.removeprefix("#") for back in backs] == uses

    def test_notes_are_numbered_in_order_of_first_use(self, web: WebPage) -> None:
        first_uses = list(dict.fromkeys(web.refs(web.root)))
        assert first_uses == sorted(first_uses)

    def test_every_note_leads_to_a_listed_source(self, web: WebPage, briefing: Briefing) -> None:
        listed = {item.get("id") for section in web.all("section", class_="sources") for item in section.iter("li")}
        for note in web.all("section", role="doc-endnotes")[0].iter("li"):
            targets = [a.get("href", "")[1:] for a in note.iter("a") if a.get("href", "").startswith("#source-")]
            assert len(targets) == 1
            assert targets[0] in listed
        assert len(listed) == len({note.source.id for note in briefing.notes})

    def test_every_address_within_the_page_leads_somewhere_and_ids_are_unique(self, web: WebPage) -> None:
        ids = [element.get("id") for element in web.root.iter() if element.get("id")]
        assert len(ids) == len(set(ids))
        inner = {a.get("href", "")[1:] for a in web.all("a") if a.get("href", "").startswith("#")}
        assert inner <= set(ids)

    def test_replies_stand_beside_their_claim(self, web: WebPage, disclosure: Disclosure) -> None:
        told = {text_of(div.find("p/strong")): div for div in web.all("div", class_="claim")}  # type: ignore[arg-type]
        replied = [claim for claim in disclosure.claims.values() if claim.replies]
        assert replied
        for claim in replied:
            replies = [div for div in told[claim.key].iter("div") if div.get("class") == "reply"]
            assert len(replies) == len(claim.replies)

    def test_a_claim_is_told_in_full_once(self, web: WebPage) -> None:
        keys = [text_of(div.find("p/strong")) for div in web.all("div", class_="claim")]  # type: ignore[arg-type]
        assert len(keys) == len(set(keys))

    def test_quotations_stand_with_their_language_and_translation(self, web: WebPage) -> None:
        quoted = [q for q in web.all("q") if q.get("lang") == "zh"]
        assert [text_of(q) for q in quoted] == ["湖南"]
        assert "Translation: Hunan" in text_of(web.parents[quoted[0]])

    def test_a_retracted_source_is_marked_where_it_is_listed_and_noted(self, web: WebPage) -> None:
        marks = [text_of(web.parents[span]) for span in web.all("span", class_="retracted")]
        assert len(marks) == 2
        assert all(text.find("S13") >= 0 for text in marks)

    def test_headings_go_down_one_level_at_a_time_from_one_title(self, web: WebPage) -> None:
        levels = [int(element.tag[1]) for element in web.root.iter() if re.fullmatch(r"h[1-6]", str(element.tag))]
        assert levels[0] == 1
        assert levels.count(1) == 1
        assert all(after <= before + 1 for before, after in pairwise(levels))

    def test_tables_and_pictures_are_labelled(self, web: WebPage) -> None:
        assert all(table.find("caption") is not None for table in web.all("table"))
        assert all(th.get("scope") in ("row", "col") for th in web.all("th"))
        assert all(figure.find("figcaption") is not None for figure in web.all("figure"))
        assert len(web.all("figure")) == 4 + 3

    def test_a_timeline_stands_beside_its_table_and_where_nothing_is_dated_there_is_the_table_alone(
        self, web: WebPage
    ) -> None:
        captions = [text_of(one) for table in web.all("table", class_="days") for one in table.iter("caption")]
        assert captions == [f"When the hops of chain {number} held" for number in (1, 2, 3, 4)]
        drawn = [svg.get("aria-labelledby", "").split("-title")[0] for svg in web.root.iter(f"{SVG}svg")]
        assert [one for one in drawn if one.startswith("timeline-")] == ["timeline-1", "timeline-2", "timeline-4"]
        cells = [[text_of(cell) for cell in row] for row in web.all("table", class_="days")[0].iter("tr")]
        assert cells[3] == [
            "3",
            "Hunan Police Academy cooperates with Xinjiang Police College",
            "on 17 May 2022",
            "on any day",
        ]

    def test_names_in_other_scripts_carry_their_language(self, web: WebPage) -> None:
        spans = [span for span in web.all("span") if span.get("lang") == "zh"]
        assert {text_of(span) for span in spans} == {"湖南警察学院", "新疆警察学院"}
        assert all(span.get("dir") == "auto" for span in spans)

    def test_the_page_loads_nothing_and_runs_nothing(self, web: WebPage) -> None:
        assert web.root.get("lang") == "en"
        assert not any(web.all(tag) for tag in ("script", "img", "link", "iframe", "object", "form"))
        assert "url(" not in web.html
        assert "@import" not in web.html
        policy = next(meta for meta in web.all("meta") if meta.get("http-equiv") == "Content-Security-Policy")
        assert "default-src 'none'" in policy.get("content", "")

    def test_the_audit_head_is_printed(self, web: WebPage) -> None:
        assert HEAD in text_of(web.all("footer")[0])


class TestMarkdown:
    def test_every_line_of_fact_ends_in_notes(self, markdown_page: MarkdownPage) -> None:
        lines = [line for line in markdown_page.prose() if not is_remark(line)]
        assert len(lines) > 40
        assert [line for line in lines if not ends_in_notes(line)] == []

    def test_no_remark_carries_what_a_claim_says(self, markdown_page: MarkdownPage, disclosure: Disclosure) -> None:
        remarks = [line for line in markdown_page.prose() if is_remark(line)]
        wordings = [claim.wording[1:] for claim in disclosure.claims.values() if claim.wording]
        assert remarks
        assert [line for line in remarks if any(wording in line for wording in wordings)] == []

    def test_every_row_of_hops_ends_in_notes(self, markdown_page: MarkdownPage) -> None:
        rows = re.findall(r"^\| \d+ \|.*$", markdown_page.text, re.MULTILINE)
        hops = [row for row in rows if "(#claim-" in row]
        assert len(hops) == 12
        assert all(re.search(r"\[\^\d+\] \|$", row) for row in hops)

    def test_notes_are_all_listed_and_all_used_in_order(self, markdown_page: MarkdownPage) -> None:
        notes = markdown_page.notes()
        assert notes == list(range(1, len(notes) + 1))
        assert markdown_page.refs() == set(notes)
        first_uses = list(dict.fromkeys(int(one) for one in re.findall(r"\[\^(\d+)\](?!:)", markdown_page.text)))
        assert first_uses == notes

    def test_every_note_names_a_listed_source(self, markdown_page: MarkdownPage) -> None:
        listed = set(re.findall(r"^- \*\*(\w+)\*\*", markdown_page.section("Sources by origin"), re.MULTILINE))
        named = {re.match(r"\[\^\d+\]: \*\*(\w+)\*\*", line)[1] for line in markdown_page.note_lines()}  # type: ignore[index]
        assert named == listed

    def test_replies_stand_under_their_claim(self, markdown_page: MarkdownPage) -> None:
        told = re.split(r"^- <a id=\"claim-\d+\"></a>", markdown_page.text, flags=re.MULTILINE)
        (claim,) = [block for block in told if block.startswith("**C11**")]
        until_next = re.split(r"^(?:#|- )", claim, flags=re.MULTILINE)[0]
        assert until_next.count("> ") == 2
        assert "Says that the project did not involve the college." in until_next

    def test_a_mention_says_that_replies_stand_at_the_claim(self, markdown_page: MarkdownPage) -> None:
        assert re.search(r"\[C11\]\(#claim-\d+\) is told above, with the replies to it\.\[", markdown_page.text)

    def test_the_audit_head_is_printed(self, markdown_page: MarkdownPage) -> None:
        assert HEAD in markdown_page.section("Built at")


def test_both_forms_are_the_same_each_time() -> None:
    assert render_html(briefed()) == render_html(briefed())
    assert render_markdown(briefed()) == render_markdown(briefed())


def test_an_answer_without_chains_is_printed_with_what_would_have_given_one() -> None:
    none = briefed(max_hops=1)
    assert none.routes == ()
    page = MarkdownPage(render_markdown(none))
    assert "No chain was found" in page.section("Summary")
    assert "What would have given one:" in page.section("Summary")
    assert [line for line in page.prose() if not is_remark(line) and not ends_in_notes(line)] == []
    WebPage(render_html(none))
