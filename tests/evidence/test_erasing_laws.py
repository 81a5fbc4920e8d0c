"""Whatever is erased, whenever: the ledger is whole afterwards."""

from contextlib import suppress
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from evidence.checkpoints import Folders, write_checkpoints
from evidence.claims import withdraw_claim
from evidence.erasing import CapturePlaces, erase
from evidence.errors import EvidenceError
from evidence.ledger import create_ledger
from evidence.signing_keys import make_key
from evidence.verification.whole import Beside, verify_at
from tests.evidence.small import cite, claim, entity, published, recorded, source
from tests.places import LedgerPlace

steps = st.lists(st.tuples(st.sampled_from(["record", "publish", "withdraw", "sign", "erase"]), st.integers(1, 3)))


@settings(max_examples=15)
@given(steps)
def test_whatever_is_erased_the_ledger_is_whole(
    tmp_path_factory: pytest.TempPathFactory, shared_place: LedgerPlace, taken: list[tuple[str, int]]
) -> None:
    folder = tmp_path_factory.mktemp("erased")
    made = create_ledger(shared_place(folder.name), policy="four_eyes", actor="Ada")
    beside, folders = (
        CapturePlaces(folder / "vault", folder / "custody", folder / "checkpoints"),
        Folders(folder / "keys", folder / "checkpoints"),
    )
    make_key(made, folders.keys, actor="Ada")
    recorded(made, entity("E1"), entity("E2"), source("S1"), source("S2"))
    for step, number in taken:
        key = f"C{number}"
        ways: dict[str, Any] = {
            "record": lambda key=key: recorded(
                made, claim(key, note="of somebody", citations=[cite("S2")]), supersede=True
            ),
            "publish": lambda key=key: published(made, key),
            "withdraw": lambda key=key: withdraw_claim(made, key, actor="Ada", reason="so"),
            "sign": lambda: write_checkpoints(made, folders, actor="Ada"),
            "erase": lambda key=key: erase(made, key, beside, actor="Ada", reason="so"),
        }
        with suppress(EvidenceError):
            ways[step]()
    made.close()
    judged = verify_at(made.address, Beside(beside.vault, folders.checkpoints, custody=beside.custody))
    assert judged.found == []
