"""A briefing for Word: its page, made over for pandoc, so that notes become footnotes.

Invariant: a note is a footnote where it is first used, and only there; later uses lead to it by its number, so that
notes have one number in every format. A picture without its fonts gives way to its description; nothing else fails.
"""

import base64
import re
import xml.etree.ElementTree as ET

import typst

from evidence.errors import FontMissing
from reports.document import Briefing
from reports.escaping import fenced, plain
from reports.figures import chain_picture, picture_svg
from reports.fixed_zip import fixed_zip
from reports.fonts import installed_fonts, with_fonts
from reports.pandoc import pandoc
from reports.pdf import compile_pdf
from reports.render import render_html
from reports.timeline import timeline_picture

_PICTURE = b'#set page(width: auto, height: auto, margin: 0pt)\n#set document(title: "x")\n\
#image(bytes(sys.inputs.svg), alt: "x")'
_DOTS_PER_INCH = 200.0
_WIDTH = "15.5cm"
_MADE_AT = re.compile(rb"(<dcterms:(?:created|modified)[^>]*>)[^<]*")
_COLUMNS = {"hops": (8, 33, 16, 13, 16, 14), "days": (8, 40, 26, 26), "narrow": (24, 76)}
"""Widths of the columns of each kind of table, in hundredths."""
_OPTIONS = ("--shift-heading-level-by=-1",)


def render_docx(briefing: Briefing, fonts: typst.Fonts | None = None) -> bytes:
    """The briefing as a Word file; raises PandocFailed."""
    page = word_page(briefing, fonts or installed_fonts())
    made = pandoc(page, source="html", target="docx", options=_OPTIONS)
    stamp = f"{briefing.dated.isoformat()}T00:00:00Z".encode()
    return fixed_zip(made, lambda name, content: _rewritten(name, content, stamp))


def word_page(briefing: Briefing, fonts: typst.Fonts) -> str:
    """The page as pandoc takes it: plain blocks, pictures as bitmaps, each note referred to once."""
    root = ET.fromstring(render_html(briefing))  # noqa: S314 -- our own page, in which every text is escaped
    chains = [chain for route in briefing.routes for chain in route.chains]
    pictures = [one for chain in chains for one in (chain_picture(chain.drawn), timeline_picture(chain)) if one]
    for figure, picture in zip(root.iter("figure"), pictures, strict=True):
        _draw(figure, _png(with_fonts(picture_svg(picture)), fonts), plain(picture.description))
    for table in root.iter("table"):
        columns = _COLUMNS[table.get("class", "")]
        table.insert(1, ET.Element("colgroup"))
        table[1].extend(ET.Element("col", {"style": f"width: {width}%"}) for width in columns)
    _unwrap(root)
    _refer_once(root)
    return ET.tostring(root, encoding="unicode", method="html")


def _rewritten(name: str, content: bytes, stamp: bytes) -> bytes:
    """Footnotes numbered through the whole text, not anew in each chapter; and the day of the briefing as its own."""
    if name == "word/document.xml":
        return content.replace(b'w:val="eachSect"', b'w:val="continuous"')
    return _MADE_AT.sub(rb"\g<1>" + stamp, content) if name == "docProps/core.xml" else content


def _png(svg: str, fonts: typst.Fonts) -> bytes | None:
    """A picture as a bitmap; None where a font is missing, which only a PDF of it finds out for every letter."""
    try:
        compile_pdf(_PICTURE, {"svg": svg}, fonts)
    except FontMissing:
        return None
    compiler = typst.Compiler(_PICTURE, font_paths=fonts, sys_inputs={"svg": svg})
    made = compiler.compile(format="png", ppi=_DOTS_PER_INCH)
    return made if isinstance(made, bytes) else None


def _draw(figure: ET.Element, png: bytes | None, description: str) -> None:
    """Put a bitmap, or what it would show, in the place of the vector picture."""
    figure.remove(figure[0])
    if png is None:
        figure.tag = "div"
        figure[0].tag = "p"
        shown = ET.Element("p")
        shown.text = f"The picture is left out, because a font is missing. {description}"
    else:
        address = f"data:image/png;base64,{base64.b64encode(png).decode()}"
        shown = ET.Element("img", {"src": address, "alt": description, "width": _WIDTH})
    figure.insert(0, shown)


def _unwrap(root: ET.Element) -> None:
    """Take away what a page needs and a Word file does not, and name blocks as pandoc keeps them."""
    for parent in list(root.iter()):
        for child in list(parent):
            if _is_of_a_page(child):
                _remove(parent, child)
            elif child.tag in ("header", "main", "footer"):
                child.tag = "div"
            elif child.tag == "bdi":
                _fence(child)
            elif child.tag == "ol" and child.get("class") == "route":
                _in_a_row(child)


def _fence(apart: ET.Element) -> None:
    """Keep text that a page sets apart from turning what follows it; pandoc does not know that it is apart."""
    apart.text = fenced(apart.text or "")


def _is_of_a_page(element: ET.Element) -> bool:
    """Whether an element has no place in a Word file: contents, style, the title (kept apart), marks of notes."""
    marks = (element.get("class"), element.get("role"))
    return element.tag in ("nav", "style", "h1") or "number" in marks or "doc-backlink" in marks


def _in_a_row(route: ET.Element) -> None:
    """The entities of a route, one after another with arrows between them."""
    route.tag = "p"
    for place, entity in enumerate(list(route)):
        entity.tag, entity.tail = "span", ""
        if place:
            arrow = ET.Element("span")
            arrow.text = "→ "
            route.insert(2 * place - 1, arrow)


def _refer_once(root: ET.Element) -> None:
    """Keep the first reference to each note as one; later ones become their number, with a way to the first."""
    seen: set[str] = set()
    for parent in list(root.iter("sup")):
        for place, reference in enumerate(list(parent)):
            number = reference.get("href", "").removeprefix("#note-")
            if number in seen:
                reference.attrib = {"href": f"#ref-{number}-1"}
            else:
                seen.add(number)
                parent[place] = _marked(reference)


def _marked(reference: ET.Element) -> ET.Element:
    """A reference within a place that later ones can lead to."""
    place = ET.Element("span", {"id": reference.attrib.pop("id")})
    place.append(reference)
    place.tail, reference.tail = reference.tail, None
    return place


def _remove(parent: ET.Element, child: ET.Element) -> None:
    """Take an element out, and keep the text that follows it."""
    before = list(parent).index(child) - 1
    if child.tail and before >= 0:
        parent[before].tail = (parent[before].tail or "") + child.tail
    elif child.tail:
        parent.text = (parent.text or "") + child.tail
    parent.remove(child)
