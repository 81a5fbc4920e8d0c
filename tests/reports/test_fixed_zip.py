"""An archive's bytes depend on what is in it and on nothing else."""

import io
import zipfile

from reports.fixed_zip import fixed_zip, zip_of


def packed(names: list[str], year: int) -> bytes:
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w") as archive:
        for name in names:
            archive.writestr(zipfile.ZipInfo(name, (year, 5, 6, 7, 8, 10)), name * 100)
    return made.getvalue()


def test_neither_the_time_nor_the_order_shows() -> None:
    assert fixed_zip(packed(["first", "a", "b"], 2001)) == fixed_zip(packed(["first", "b", "a"], 2026))


def test_the_first_entry_stays_first_and_the_contents_stay() -> None:
    with zipfile.ZipFile(io.BytesIO(fixed_zip(packed(["mimetype", "b", "a"], 2001)))) as archive:
        assert archive.namelist() == ["mimetype", "a", "b"]
        assert archive.read("b") == b"b" * 100


def test_an_entry_can_be_rewritten() -> None:
    made = fixed_zip(packed(["a", "b"], 2001), lambda name, content: b"new" if name == "b" else content)
    with zipfile.ZipFile(io.BytesIO(made)) as archive:
        assert (archive.read("a"), archive.read("b")) == (b"a" * 100, b"new")


def test_an_archive_is_made_in_the_order_given() -> None:
    with zipfile.ZipFile(io.BytesIO(zip_of([("b", b"1"), ("a", b"2")]))) as archive:
        assert archive.namelist() == ["b", "a"]
        assert {one.date_time for one in archive.infolist()} == {(1980, 1, 1, 0, 0, 0)}
