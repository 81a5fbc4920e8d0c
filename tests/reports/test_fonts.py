"""Which fonts a text needs."""

import pytest
from typst import Fonts

from evidence.errors import FontMissing
from reports.fonts import no_font_for, require_fonts, with_fonts
from tests.reports.typeset import UYGHUR, needs_fonts

EMBEDDED = Fonts(include_system_fonts=False)


def test_latin_text_needs_no_font_of_the_machine() -> None:
    require_fonts("Ürümchi, Škoda, 1,000 – “so”", EMBEDDED)


@pytest.mark.parametrize("text", ["新疆", UYGHUR, "，"])
def test_another_script_needs_its_fonts(text: str) -> None:
    with pytest.raises(FontMissing, match="Debian: fonts-noto-"):
        require_fonts(f"Latin {text}", EMBEDDED)


@needs_fonts
def test_fonts_that_are_there_are_enough() -> None:
    require_fonts(f"Latin 新疆 {UYGHUR}", Fonts())


def test_names_in_a_picture_ask_for_the_font_of_their_script() -> None:
    drawn = with_fonts(f"<title>新疆</title><text x='1'>Xinjiang 新疆 &amp; {UYGHUR}</text>")
    assert "<title>新疆</title>" in drawn
    assert '<tspan font-family="Noto Sans CJK SC">Xinjiang 新疆 &amp; ' in drawn
    assert '<tspan font-family="Noto Sans Arabic">شىنجاڭ</tspan>' in drawn


def test_a_letter_that_no_font_has_is_named() -> None:
    assert "TIBETAN LETTER KA" in str(no_font_for("\u0f40"))
    assert "no name" in str(no_font_for("\ue000"))
