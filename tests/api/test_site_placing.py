"""Putting a site into its folder: whole, and never over what is somebody else's."""

import json
import os
from pathlib import Path

import pytest

from api.site.placing import LISTING, put_site
from evidence.errors import CaseRefused

FILES = {"index.html": b"one", "claims/C1.html": b"two"}


def there(folder: Path) -> dict[str, bytes]:
    return {one.relative_to(folder).as_posix(): one.read_bytes() for one in folder.rglob("*") if one.is_file()}


def test_a_site_is_its_files_and_their_listing(tmp_path: Path) -> None:
    put_site(tmp_path / "out", FILES, "f00d")
    found = there(tmp_path / "out")
    listed = json.loads(found.pop(LISTING))
    assert found == FILES
    assert listed["head"] == "f00d"
    assert set(listed["files"]) == set(FILES)
    assert [one.name for one in tmp_path.iterdir()] == ["out"]


def test_an_earlier_site_is_replaced_whole(tmp_path: Path) -> None:
    put_site(tmp_path / "out", FILES, "a")
    put_site(tmp_path / "out", {"index.html": b"three"}, "b")
    assert there(tmp_path / "out").keys() == {"index.html", LISTING}
    assert there(tmp_path / "out")["index.html"] == b"three"
    assert [one.name for one in tmp_path.iterdir()] == ["out"]


def test_an_empty_folder_is_taken(tmp_path: Path) -> None:
    (tmp_path / "out").mkdir()
    put_site(tmp_path / "out", FILES, "a")
    assert FILES.keys() < there(tmp_path / "out").keys()


@pytest.mark.parametrize("name", ["notes.txt", "claims/CNAME"])
def test_a_folder_that_holds_something_else_is_refused_and_stays(tmp_path: Path, name: str) -> None:
    put_site(tmp_path / "out", FILES, "a")
    (tmp_path / "out" / name).write_text("mine", encoding="utf-8")
    before = there(tmp_path / "out")
    with pytest.raises(CaseRefused, match="it would be lost"):
        put_site(tmp_path / "out", {"index.html": b"three"}, "b")
    assert there(tmp_path / "out") == before


@pytest.mark.parametrize("listing", ["{}", "[]", "no json", '{"files": []}', '{"files": 1}'])
def test_a_listing_that_is_none_of_ours_makes_nothing_ours(tmp_path: Path, listing: str) -> None:
    (tmp_path / LISTING).write_text(listing, encoding="utf-8")
    with pytest.raises(CaseRefused):
        put_site(tmp_path, FILES, "a")
    assert there(tmp_path) == {LISTING: listing.encode()}


def test_a_file_and_a_way_to_another_folder_are_refused(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("mine", encoding="utf-8")
    (tmp_path / "elsewhere").mkdir()
    (tmp_path / "way").symlink_to(tmp_path / "elsewhere")
    for name in ("file", "way"):
        with pytest.raises(CaseRefused, match="it is no folder"):
            put_site(tmp_path / name, FILES, "a")


def test_when_writing_fails_the_earlier_site_stands(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    put_site(tmp_path / "out", FILES, "a")
    before = there(tmp_path / "out")
    moved = Path.replace

    def failing(self: Path, target: "str | os.PathLike[str]") -> Path:
        if self.name.endswith(".partial"):
            raise OSError(28, "no room", str(target))
        return moved(self, target)

    monkeypatch.setattr(Path, "replace", failing)
    with pytest.raises(OSError, match="no room"):
        put_site(tmp_path / "out", {"index.html": b"three"}, "b")
    assert there(tmp_path / "out") == before
    assert [one.name for one in tmp_path.iterdir()] == ["out"]
