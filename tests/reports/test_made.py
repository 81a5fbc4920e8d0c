"""The files of a bundle: made of what is given alone, and none that its own verify.py would refuse."""

from dataclasses import replace
from pathlib import Path

import pytest

from api.briefings import briefing
from api.parameters import ChainParameters
from api.questions import chains
from api.resources import open_resources
from evidence.database import reading
from evidence.errors import BundleRefused
from evidence.exchange.lines import lines_for
from evidence.public_proofs import public_proofs
from evidence.replay import replay
from evidence.settings import Settings
from evidence.signing_keys import signer_of
from evidence.vault import fetch
from reports.bundles.made import Contents, bundle_files, captures_in, verifier
from reports.bundles.selection import chosen
from tests.bundled import bundled, found_in, signed_ledger


@pytest.fixture(scope="module")
def signed(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return signed_ledger(tmp_path_factory.mktemp("signed") / "ledger.sqlite")


@pytest.fixture(scope="module")
def contents(signed: Path) -> Contents:
    """All that a bundle is made of."""
    resources = open_resources(Settings(ledger=signed))
    asked = ChainParameters.model_validate({"from_": ["E1"], "to": ["E3"]})
    answer, told = chains(resources, asked, "public"), briefing(resources, asked, "public")
    with reading(resources.ledger.engine) as session:
        lines = lines_for(replay(session), "public")
        records = chosen(answer, resources.disclosure("public"), lines)
        standing = {place: line.digest for place, line in lines.items()}
        proofs = public_proofs(session, resources.settings.checkpoints_path, standing, standing)
        signer = signer_of(session, resources.settings.keys_path)
    vault = resources.settings.vault_path
    resources.close()
    captures = {one.sha256: fetch(vault, one.sha256) for one in captures_in(records)}
    return Contents(answer, told, records, captures, proofs, signer)


def test_the_files_are_those_of_the_door_and_hold(contents: Contents, signed: Path) -> None:
    files = bundle_files(contents)
    assert files == bundled(signed)
    assert found_in(files).faults == []


def test_it_carries_the_program_that_the_tests_are_of(contents: Contents) -> None:
    assert bundle_files(contents)["verify.py"] == verifier()


def test_a_bundle_that_would_not_hold_is_not_made(contents: Contents) -> None:
    without = [line for line in contents.records if line.place.key != "C2"]
    for wrong in (replace(contents, captures={}), replace(contents, records=without)):
        with pytest.raises(BundleRefused, match="would not hold"):
            bundle_files(wrong)


def test_a_proof_of_other_content_is_left_out_not_passed_off(contents: Contents) -> None:
    assert contents.proofs
    place = contents.records[0].place
    leaf = contents.proofs.leaves[place]
    other = replace(leaf, entry={**leaf.entry, "digest": "00" * 32})
    proofs = replace(contents.proofs, leaves={**contents.proofs.leaves, place: other})
    found = found_in(bundle_files(replace(contents, proofs=proofs)))
    assert (found.faults, len(found.unproven)) == ([], 1)


def test_without_proofs_nothing_is_signed(contents: Contents) -> None:
    files = bundle_files(replace(contents, proofs=None, signer=None))
    assert not {"data/checkpoint.txt", "data/keys.txt", "signature.txt"} & set(files)
    assert b'"salt"' not in files["data/proofs.jsonl"]
    assert b"It is not signed" in files["README.txt"]
