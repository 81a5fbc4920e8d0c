"""The committed case says no more than its material does, and quotes at most ten words at a time."""

import json
import re
from collections.abc import Iterable
from pathlib import Path
from typing import Any

import pytest

from evidence.drafts import ClaimDraft, EntityDraft, RecordDraft, SourceDraft
from evidence.exchange.case_text import write_case

MATERIAL = Path(__file__).parent.parent.parent.parent / "shared" / "case" / "case.json"
MOST_WORDS = 10
MOST_HAN = 20
HAN = re.compile(r"[\u4e00-\u9fff]+")


@pytest.fixture(scope="module")
def material() -> dict[str, Any]:
    if not MATERIAL.is_file():
        pytest.skip("the material of the case; enable: put case.json into ../shared/case")
    read: dict[str, Any] = json.loads(MATERIAL.read_text(encoding="utf-8"))
    return read


@pytest.fixture(scope="module")
def claims(drafts: list[RecordDraft]) -> list[ClaimDraft]:
    return [draft for draft in drafts if isinstance(draft, ClaimDraft)]


def quotations(claims: Iterable[ClaimDraft]) -> list[tuple[str, str, str]]:
    """Claim, source and words of every citation that has words."""
    return [
        (claim.key, citation.source, citation.quote)
        for claim in claims
        for citation in claim.citations
        if citation.quote
    ]


def test_the_text_is_what_the_writer_writes(drafts: list[RecordDraft], folder: Path, tmp_path: Path) -> None:
    write_case(drafts, tmp_path)
    written = {file.name: file.read_bytes() for file in tmp_path.iterdir()}
    assert {file.name: file.read_bytes() for file in folder.iterdir()} == written


def test_no_quotation_is_longer_than_ten_words(claims: list[ClaimDraft]) -> None:
    assert [said for said in quotations(claims) if len(said[2].split()) > MOST_WORDS] == []


def test_no_quotation_in_chinese_is_long(claims: list[ClaimDraft]) -> None:
    counted = [(key, len("".join(HAN.findall(words)))) for key, _, words in quotations(claims)]
    assert [key for key, length in counted if length > MOST_HAN] == []


def test_every_claim_has_our_wording_and_a_citation_with_a_place(claims: list[ClaimDraft]) -> None:
    assert [claim.key for claim in claims if not (claim.wording and claim.citations)] == []
    assert [claim.key for claim in claims if not all(citation.locator for citation in claim.citations)] == []


def test_no_wording_is_a_sentence_of_a_source(claims: list[ClaimDraft]) -> None:
    quoted = {words for _, _, words in quotations(claims)}
    assert [claim.key for claim in claims if any(words in (claim.wording or "") for words in quoted)] == []


def test_our_own_texts_quote_no_source_at_length(drafts: list[RecordDraft], material: dict[str, Any]) -> None:
    """Any eleven words in a row of a quotation of the material would be a longer quotation."""
    long = {
        " ".join(words[start : start + MOST_WORDS + 1])
        for claim in material["claims"]
        for said in [*claim["evidence"], *claim["disputed_by"]]
        for words in [said["quote"].split()]
        for start in range(len(words) - MOST_WORDS)
    }
    texts = {draft.key: draft.model_dump_json() for draft in drafts}
    assert [key for key, text in texts.items() if any(words in text for words in long)] == []


def test_no_mark_says_that_others_confirm(claims: list[ClaimDraft]) -> None:
    assert [claim.key for claim in claims for citation in claim.citations if citation.credibility == "1"] == []


@pytest.mark.parametrize("part", ["entities", "sources", "claims"])
def test_every_key_of_the_material_is_there(drafts: list[RecordDraft], material: dict[str, Any], part: str) -> None:
    keys = {draft.key for draft in drafts}
    assert [one["id"] for one in material[part] if one["id"] not in keys] == []


def test_every_source_keeps_its_origin_and_address(drafts: list[RecordDraft], material: dict[str, Any]) -> None:
    sources = {draft.key: (draft.origin, draft.address) for draft in drafts if isinstance(draft, SourceDraft)}
    assert sources == {one["id"]: (one["origin_group"], one["url"]) for one in material["sources"]}


def test_every_quotation_is_an_excerpt_of_the_material(claims: list[ClaimDraft], material: dict[str, Any]) -> None:
    said = [
        (one["source"], one["quote"])
        for claim in material["claims"]
        for one in claim["evidence"] + claim["disputed_by"]
    ]
    strange = [
        (key, words)
        for key, source, words in quotations(claims)
        if not any(source == where and words in whole for where, whole in said)
    ]
    assert strange == []


def test_every_source_of_a_claim_is_cited_under_its_key(claims: list[ClaimDraft], material: dict[str, Any]) -> None:
    """A remark that holds several relations is several claims: C08, C08b, C08c."""
    cited: dict[str, set[str]] = {}
    for claim in claims:
        remark = claim.key.rstrip("abcdefgh")
        cited.setdefault(remark, set()).update(citation.source for citation in claim.citations)
    lost = [
        (one["id"], said["source"])
        for one in material["claims"]
        for said in one["evidence"]
        if said["source"] not in cited[one["id"]]
    ]
    assert lost == []


def test_no_chinese_institution_is_named_that_the_material_does_not_name(
    drafts: list[RecordDraft], material: dict[str, Any]
) -> None:
    known = {one["id"] for one in material["entities"]}
    chinese = [draft for draft in drafts if isinstance(draft, EntityDraft) and draft.country == "CN"]
    assert [one.key for one in chinese if one.kind == "organisation" and one.key not in known] == []


def test_no_name_in_chinese_is_filled_in(drafts: list[RecordDraft], material: dict[str, Any]) -> None:
    text = json.dumps(material, ensure_ascii=False)
    written = {run for draft in drafts for run in HAN.findall(draft.model_dump_json())}
    assert sorted(run for run in written if run not in text) == []
