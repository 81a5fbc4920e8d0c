"""The PDF, read back by other programs: text, tags, footnotes, bookmarks, attachment, fonts."""

import io
import json
import re

import pikepdf
import pytest
from typst import Fonts

from evidence.errors import FontMissing
from reports.document import Briefing
from reports.findings import findings_json
from reports.pdf import render_pdf
from tests.reports.case import briefed
from tests.reports.test_hostile_text import HOSTILE
from tests.reports.typeset import UYGHUR, letters_by_font, needs_fonts, tags_of_pdf, text_of_pdf

EMBEDDED = Fonts(include_system_fonts=False)


def latin(text: str) -> str:
    """Only what the fonts that typst brings along can show."""
    return re.sub(r"[^\x00-\u024f]+", "x", text)


@pytest.fixture(scope="session")
def plain_pdf() -> bytes:
    """A briefing in Latin letters, which needs no font of the machine."""
    return render_pdf(briefed(latin), EMBEDDED)


@pytest.fixture(scope="session")
def opened(plain_pdf: bytes) -> pikepdf.Pdf:
    return pikepdf.open(io.BytesIO(plain_pdf))


def test_it_calls_itself_archivable_and_accessible(opened: pikepdf.Pdf) -> None:
    with opened.open_metadata() as metadata:
        assert (metadata["pdfaid:part"], metadata["pdfaid:conformance"]) == ("3", "A")
        assert metadata["pdfuaid:part"] == "1"
        assert metadata["dc:title"] == "From British Council to Xinjiang Police College"
    assert bool(opened.Root.MarkInfo.Marked)
    assert str(opened.Root.Lang).lower() == "en-gb"


def test_it_is_tagged_with_headings_tables_pictures_and_notes(plain_pdf: bytes, briefing: Briefing) -> None:
    tags = tags_of_pdf(plain_pdf)
    assert {"/Title", "/H1", "/H2", "/H3", "/Table", "/TH", "/TD", "/Link", "/TOC"} <= set(tags)
    assert tags.count("/Figure") == sum(len(route.chains) for route in briefing.routes) + 3
    assert tags.count("/Note") + tags.count("/FENote") == len(briefing.notes)


def test_every_picture_has_its_description(plain_pdf: bytes, opened: pikepdf.Pdf, briefing: Briefing) -> None:
    described = [str(one.Alt) for one in opened.objects if isinstance(one, pikepdf.Dictionary) and "/Alt" in one]
    pictures = [one for one in described if one.startswith("Hop 1: ")]
    assert len(pictures) == sum(len(route.chains) for route in briefing.routes)
    assert all("Scope: " in one for one in pictures)
    timelines = [one for one in described if one.startswith("Timeline. Hop 1: ")]
    assert len(timelines) == 3
    assert all("Time: " in one for one in timelines)


def test_every_note_is_printed_as_a_footnote_once_and_in_order(plain_pdf: bytes, briefing: Briefing) -> None:
    printed = re.findall(r"(?<= )(\d+)(Retracted: )?(S\d\d): ", text_of_pdf(plain_pdf))
    assert [(int(number), bool(retracted), key) for number, retracted, key in printed] == [
        (note.number, note.source.retracted, note.source.key) for note in briefing.notes
    ]


def test_all_that_the_briefing_says_is_in_its_text(plain_pdf: bytes) -> None:
    briefing = briefed(latin)
    text = re.sub(r"\W+", "", text_of_pdf(plain_pdf))
    chains = [chain for route in briefing.routes for chain in route.chains]
    told = [one.text for one in (*briefing.trust, *briefing.summary, *briefing.method.remarks)]
    told += [chain.reading.text for chain in chains]
    told += [one.text for part in claim_parts(briefing) for one in (*part.sentences, *part.replies)]
    told += [one.text for section in briefing.sections for item in section.items for one in item.passages]
    told += [note.quote for note in briefing.notes if note.quote]
    told += [group.origin for group in briefing.origins] + [briefing.head]
    missing = [one for one in told if re.sub(r"\W+", "", one) not in text]
    # A sentence that goes on over a page is cut by what stands at the foot of the page.
    assert len(missing) < len(told) / 20, missing


def claim_parts(briefing: Briefing) -> list:  # type: ignore[type-arg]
    """All claims that are told in full."""
    hops = [one for route in briefing.routes for chain in route.chains for hop in chain.hops for one in hop.tellings]
    items = [
        one for section in briefing.sections for item in section.items for _, claims in item.claims for one in claims
    ]
    return [one for one in (*hops, *items) if hasattr(one, "sentences")]


def test_pages_are_numbered_and_the_headings_are_bookmarks(plain_pdf: bytes, opened: pikepdf.Pdf) -> None:
    pages = len(opened.pages)
    assert f"Page {pages} of {pages}" in text_of_pdf(plain_pdf)
    with opened.open_outline() as outline:
        assert [one.title for one in outline.root][:2] == [
            "Summary",
            "Route 1, by way of London Policing College and Hunan Police Academy",
        ]
        assert outline.root[1].children[0].title == "Chain 1"


def test_the_findings_are_attached_for_machines(opened: pikepdf.Pdf) -> None:
    (name,) = opened.attachments
    attached = opened.attachments[name]
    assert name == "findings.json"
    assert attached.obj.AFRelationship == "/Data"
    content = attached.get_file().read_bytes()
    assert content == findings_json(briefed(latin))
    assert json.loads(content)["title"] == "From British Council to Xinjiang Police College"


def test_the_same_briefing_gives_the_same_bytes_dated_by_its_record(plain_pdf: bytes, opened: pikepdf.Pdf) -> None:
    assert render_pdf(briefed(latin), EMBEDDED) == plain_pdf
    assert str(opened.docinfo["/CreationDate"]).startswith("D:20261124")


@needs_fonts
def test_latin_chinese_and_uyghur_are_set_in_fonts_made_for_them_and_embedded() -> None:
    content = render_pdf(briefed(lambda text: f"{text} 警察 {UYGHUR}"))
    assert "湖南警察学院" in text_of_pdf(content)
    letters = letters_by_font(content)
    assert {font for font, shown in letters.items() if "警" in shown} == {
        "NotoSerifCJKsc-Regular-Identity-H",
        "NotoSansCJKsc-Regular-Identity-H",
        "NotoSansCJKsc-Bold-Identity-H",
    }
    uyghur = {font.split("-")[0] for font, shown in letters.items() if re.search("[\u0600-\u06ff]", shown)}
    assert uyghur == {"NotoNaskhArabic", "NotoSansArabic"}


def test_text_from_right_to_left_turns_nothing_that_follows_it(monkeypatch: pytest.MonkeyPatch) -> None:
    printed: dict[str, str] = {}
    monkeypatch.setattr("reports.pdf.compile_pdf", lambda _, values, __: printed.update(values) or b"")
    render_pdf(briefed(lambda text: f"{text} {UYGHUR}"), EMBEDDED)
    data = json.loads(printed["briefing"])
    assert data["start"] == f"British Council {UYGHUR}\u200e"
    assert data["summary"][0]["text"].endswith(".\u200e")


@pytest.mark.parametrize(
    ("text", "named"),
    [
        ("警察", "Noto Serif CJK SC and Noto Sans CJK SC (Debian: fonts-noto-cjk)"),
        (UYGHUR, "Noto Naskh Arabic and Noto Sans Arabic (Debian: fonts-noto-core)"),
        ("\u0f40", "TIBETAN LETTER KA"),
    ],
)
def test_a_missing_font_is_named_and_no_box_printed(text: str, named: str) -> None:
    with pytest.raises(FontMissing, match=re.escape(named)):
        render_pdf(briefed(lambda plain: f"{latin(plain)} {text}"), EMBEDDED)


@pytest.mark.parametrize("hostile", [text for name, text in HOSTILE.items() if name != "turning"])
def test_hostile_text_is_printed_as_text(hostile: str) -> None:
    code = f"{hostile} #panic() $x$ @note-1 <note-1> *b* _i_ `c` // = h"
    content = render_pdf(briefed(lambda plain: latin(f"{plain} {code} end")), EMBEDDED)
    assert "#panic() $x$ @note-1 <note-1> *b* _i_ `c` // = h end" in text_of_pdf(content)
