"""What a reader is shown is the same, byte for byte, whichever database the ledger is on.

So what a browser, a keyboard or axe makes of a page is tried with a ledger in a file only.
"""

from collections.abc import Callable, Iterator, Mapping
from contextlib import ExitStack
from functools import cache
from pathlib import Path

import pytest
from starlette.testclient import TestClient

from evidence.address import Address
from evidence.replacing import copy_over
from tests.api import test_pages_browser, test_pages_editions_browser
from tests.api.http_door import case_at, door_to
from tests.api.sealed import ledger_with_editions
from tests.api.sited import case_with_a_retracted_claim, files_of
from tests.places import LedgerPlace

MADE: Mapping[str, Callable[[Path], Address]] = {"case": case_at, "editions": ledger_with_editions}
PAGES = [
    *(("case", page) for page in test_pages_browser.ADDRESSES),
    *(("editions", page) for page in test_pages_editions_browser.ADDRESSES),
]

Doors = Callable[[str], tuple[TestClient, TestClient]]
"""From a name to doors to its ledger in a file, and to the same record on the database of the test."""


@pytest.fixture(scope="module")
def doors(shared_place: LedgerPlace, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Doors]:
    with ExitStack() as stack:

        @cache
        def both(name: str) -> tuple[TestClient, TestClient]:
            file = MADE[name](tmp_path_factory.mktemp(name) / "ledger.sqlite")
            one, other = (door_to(ledger) for ledger in (file, copied(file, shared_place(f"copied_{name}"))))
            return stack.enter_context(one), stack.enter_context(other)

        yield both


def copied(file: Address, place: Address) -> Address:
    assert isinstance(file, Path)
    copy_over(file, place)
    return place


@pytest.mark.parametrize(("name", "page"), PAGES)
def test_a_page_is_the_same_on_every_database(doors: Doors, name: str, page: str) -> None:
    shown = [door.get(page, headers={"accept": "text/html"}) for door in doors(name)]
    assert shown[0].headers["content-type"].startswith("text/html")
    assert shown[0].content == shown[1].content


def test_a_static_site_is_the_same_on_every_database(place: LedgerPlace, tmp_path: Path) -> None:
    file = case_with_a_retracted_claim(tmp_path / "case.sqlite")
    site = files_of(file)
    assert len(site[1]) > 50
    assert files_of(copied(file, place("copied"))) == site
