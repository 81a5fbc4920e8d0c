"""The custody log goes into a backup and out of it, and no entry that is here is lost by that."""

from pathlib import Path

import pytest

from evidence.custody import note_each, read_log
from evidence.custody_copies import check_copy, copy_log, put_log_back
from evidence.errors import LedgerDamaged, LedgerError
from tests.evidence.test_custody import altered


@pytest.fixture
def log(tmp_path: Path) -> Path:
    note_each(tmp_path / "log", ["one", "other"], "viewed", "Ada")
    return tmp_path / "log"


@pytest.fixture
def copy(log: Path, tmp_path: Path) -> Path:
    copy_log(log, tmp_path / "copy")
    return tmp_path / "copy"


def test_a_copy_takes_the_place_of_none(log: Path, copy: Path, tmp_path: Path) -> None:
    assert put_log_back(copy, tmp_path / "there" / "new", tmp_path / "aside")
    assert read_log(tmp_path / "there" / "new") == read_log(log)


def test_a_log_that_goes_on_from_the_copy_stays(log: Path, copy: Path, tmp_path: Path) -> None:
    note_each(log, ["one"], "exported", "Bob")
    now = read_log(log)
    assert put_log_back(copy, log, tmp_path / "aside")
    assert read_log(log) == now


def test_a_copy_that_goes_on_from_the_log_brings_it_up(log: Path, copy: Path, tmp_path: Path) -> None:
    note_each(copy, ["one"], "exported", "Bob")
    assert put_log_back(copy, log, tmp_path / "aside")
    assert read_log(log) == read_log(copy)


def test_where_both_went_on_the_one_that_is_here_stays_and_it_is_said(log: Path, copy: Path, tmp_path: Path) -> None:
    note_each(copy, ["one"], "exported", "Bob")
    note_each(log, ["one"], "exported", "Eve")
    now = read_log(log)
    assert not put_log_back(copy, log, tmp_path / "aside")
    assert read_log(log) == now


def test_a_file_that_is_no_log_is_put_aside(copy: Path, tmp_path: Path) -> None:
    broken = tmp_path / "broken"
    broken.write_bytes(b"no log" * 999)
    assert put_log_back(copy, broken, tmp_path / "aside")
    assert read_log(broken) == read_log(copy)
    assert (tmp_path / "aside").read_bytes() == b"no log" * 999
    (tmp_path / "other").write_bytes(b"no log" * 999)
    with pytest.raises(LedgerError):
        copy_log(tmp_path / "other", tmp_path / "third")


def test_a_copy_that_was_changed_is_refused(copy: Path) -> None:
    check_copy(copy)
    altered(copy, "UPDATE entry SET actor = 'Eve' WHERE number = 2")
    with pytest.raises(LedgerDamaged, match="custody entry 2"):
        check_copy(copy)
