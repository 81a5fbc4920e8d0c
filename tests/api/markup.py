"""A page as its tests read it: elements with their attributes and text."""

from dataclasses import dataclass, field
from html.parser import HTMLParser

_VOID = frozenset({"br", "hr", "img", "input", "link", "meta"})


@dataclass
class Element:
    """An element, the elements within it, and all text within it."""

    tag: str
    attributes: dict[str, str]
    parent: "Element | None" = None
    children: list["Element"] = field(default_factory=list)
    parts: list[str] = field(default_factory=list)

    @property
    def text(self) -> str:
        """Its text and that of what is within it, on one line."""
        return " ".join("".join(self.parts).split())

    def all(self, *tags: str, **attributes: str) -> list["Element"]:
        """Every element within it with one of the tags (none: any) and these attributes."""
        here = [
            child
            for child in self.children
            if (not tags or child.tag in tags)
            and all(child.attributes.get(name.rstrip("_")) == value for name, value in attributes.items())
        ]
        within = [found for child in self.children for found in child.all(*tags, **attributes)]
        return here + within

    def one(self, *tags: str, **attributes: str) -> "Element":
        """The only such element."""
        (found,) = self.all(*tags, **attributes)
        return found


class _Reader(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.root = self.at = Element("", {})

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        made = Element(tag, {name: value or "" for name, value in attrs}, self.at)
        self.at.children.append(made)
        if tag not in _VOID:
            self.at = made

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.at.children.append(Element(tag, {name: value or "" for name, value in attrs}, self.at))

    def handle_endtag(self, tag: str) -> None:
        assert self.at.tag == tag, f"</{tag}> closes <{self.at.tag}>"
        assert self.at.parent is not None
        self.at = self.at.parent

    def handle_data(self, data: str) -> None:
        element: Element | None = self.at
        while element is not None:
            element.parts.append(data)
            element = element.parent


def read(text: str) -> Element:
    """The page; fails where an element is not closed, or closed in the wrong order."""
    reader = _Reader()
    reader.feed(text)
    reader.close()
    assert reader.at is reader.root, f"<{reader.at.tag}> is not closed"
    return reader.root
