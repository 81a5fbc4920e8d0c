"""Which fonts a text needs, and which of them this machine has.

Invariant: what is set in a PDF is set in a font that was made for its script; a font that is missing is named, and
no letter is printed as an empty box.
"""

import re
import unicodedata
from dataclasses import dataclass
from functools import cache

from typst import Fonts

from evidence.errors import FontMissing


@dataclass(frozen=True, slots=True)
class Script:
    """Letters that need fonts of their own: one for running text, one for labels and figures."""

    name: str
    letters: re.Pattern[str]
    text: str
    label: str
    package: str


SCRIPTS = (
    Script(
        "Chinese",
        re.compile("[\u2e80-\u2fdf\u3000-\u30ff\u3400-\u9fff\uf900-\ufaff\uff00-\uffef\U00020000-\U0003ffff]+"),
        "Noto Serif CJK SC",
        "Noto Sans CJK SC",
        "fonts-noto-cjk",
    ),
    Script(
        "Uyghur or Arabic",
        re.compile("[\u0600-\u06ff\u0750-\u077f\u0870-\u08ff\ufb50-\ufdff\ufe70-\ufeff]+"),
        "Noto Naskh Arabic",
        "Noto Sans Arabic",
        "fonts-noto-core",
    ),
)
_PICTURED = re.compile(r"(?<=>)[^<]+(?=</text>)")


@cache
def installed_fonts() -> Fonts:
    """The fonts of this machine, found once."""
    return Fonts()


def require_fonts(text: str, fonts: Fonts) -> None:
    """Raise FontMissing, naming script, font and package, where the text needs a font that is not there."""
    families = set(fonts.families())
    for script in SCRIPTS:
        missing = [family for family in (script.text, script.label) if family not in families]
        if missing and script.letters.search(text):
            raise FontMissing(
                f"{script.name} text needs a font that is not installed: {' and '.join(missing)} "
                f"(Debian: {script.package})"
            )


def no_font_for(letter: str) -> FontMissing:
    """The refusal where no installed font has a letter."""
    name = unicodedata.name(letter[0], "no name")
    return FontMissing(
        f"no installed font shows {letter!r} ({name}): install one that does, such as those of fonts-noto"
    )


def with_fonts(svg: str) -> str:
    """A picture whose names in other scripts ask for the fonts of those, so that no look-alike is taken."""
    return _PICTURED.sub(lambda found: _asking(found[0]), svg)


def _asking(text: str) -> str:
    """A line of text by the font of its script; one with Chinese in it whole, as that font has Latin letters too."""
    chinese, uyghur = SCRIPTS
    asking = uyghur.letters.sub(lambda found: _in_font(found[0], uyghur.label), text)
    return _in_font(asking, chinese.label) if chinese.letters.search(text) else asking


def _in_font(text: str, family: str) -> str:
    return f'<tspan font-family="{family}">{text}</tspan>'
