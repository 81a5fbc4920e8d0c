"""What is taken in of what a person names; only an address is fetched."""

from pathlib import Path

import pytest

from evidence import takings
from evidence.errors import NotFound, PackageRefused
from evidence.fetching import Fetched
from evidence.proxy import Proxy
from evidence.takings import takings_of
from tests.evidence.test_web_archives import files, packed


@pytest.fixture
def asked(monkeypatch: pytest.MonkeyPatch) -> list[tuple[str, Proxy | None]]:
    """What was fetched, of a web that has one answer."""
    found: list[tuple[str, Proxy | None]] = []

    def fetch(address: str, *, proxy: Proxy | None) -> Fetched:
        found.append((address, proxy))
        return Fetched(b"came", address, ("https://b.org/",), (("Date", "today"),), "text/html")

    monkeypatch.setattr(takings, "fetch_address", fetch)
    return found


def test_an_address_is_fetched_with_what_is_known_of_it(asked: list[tuple[str, Proxy | None]]) -> None:
    (taking,) = takings_of("https://a.org/").takings
    assert (taking.content, taking.address, taking.led_to) == (b"came", "https://a.org/", ("https://b.org/",))
    assert (taking.headers, taking.media_type, taking.method) == ((("Date", "today"),), "text/html", "fetched")
    assert (taking.tool or "").startswith("throughline ")
    proxy = Proxy("proxy.example", 1)
    assert takings_of("https://a.org/", proxy).takings[0].method == "fetched through a proxy"
    assert asked == [("https://a.org/", None), ("https://a.org/", proxy)]


def test_what_lies_on_the_disk_is_never_fetched(
    tmp_path: Path, asked: list[tuple[str, Proxy | None]], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    Path("a.org").mkdir()
    Path("a.org/page.html").write_bytes(b"<p>")
    Path("one.html").write_bytes(b"<p>")
    Path("all.WACZ").write_bytes(packed(files()))
    assert [one.name for one in takings_of("a.org").takings] == ["page.html"]
    assert [one.name for one in takings_of("one.html").takings] == ["one.html"]
    assert [one.name for one in takings_of("all.WACZ").takings] == ["all.WACZ", "archive/data.warc.gz"]
    with pytest.raises(NotFound, match="begins with http"):
        takings_of("b.org")
    monkeypatch.setattr(takings, "MOST_BYTES", 2)
    with pytest.raises(PackageRefused, match="more than 2 bytes"):
        takings_of("one.html")
    assert asked == []
