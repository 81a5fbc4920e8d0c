"""A case folder is read back as it was written, and every mistake in it is named."""

from collections.abc import Callable
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import given, settings

from evidence.drafts import DRAFTS, DisputeDraft, InvestigationDraft, RecordDraft
from evidence.errors import CaseRefused, InvalidDraft
from evidence.exchange.case_text import FILES, read_case, write_case
from evidence.exchange.order import written
from tests.evidence.random_drafts import cases
from tests.evidence.small import claim, entity, small_case, source

ENTITIES = """\
- key: E1
  kind: organisation
  names: [{text: First}]
- key: E2
  kind: organisation
  names: [{text: Second}]
"""
SOURCES = "- {key: S1, title: A page, origin: Somebody}\n"
CLAIMS = """\
- key: C1
  subject: E1
  predicate: funds
  object: E2
  status: published
  citations:
  - source: S1
    assertion: press_report
"""
Folder = Callable[..., Path]


@pytest.fixture
def folder(tmp_path: Path) -> Folder:
    """A small case with no mistake, but for the files that are given."""

    def made(**files: str) -> Path:
        texts = {"entities": ENTITIES, "sources": SOURCES, "claims": CLAIMS, **files}
        for name, text in texts.items():
            (tmp_path / f"{name}.yaml").write_text(text, encoding="utf-8")
        return tmp_path

    return made


def mistakes(folder: Path) -> list[str]:
    with pytest.raises(CaseRefused) as refused:
        read_case(folder)
    return [str(mistake) for mistake in refused.value.mistakes]


def bytes_of(folder: Path) -> dict[str, bytes]:
    return {file.name: file.read_bytes() for file in folder.iterdir()}


def test_every_record_kind_has_a_file_in_the_order_of_recording() -> None:
    assert list(FILES) == list(DRAFTS)
    assert list(FILES.values()) == [
        "investigation.yaml",
        "entities.yaml",
        "sources.yaml",
        "captures.yaml",
        "claims.yaml",
        "reviews.yaml",
        "disputes.yaml",
        "replies.yaml",
        "commitments.yaml",
        "outcomes.yaml",
        "actions.yaml",
        "lookups.yaml",
        "judgements.yaml",
    ]


@settings(max_examples=25, deadline=None)
@given(cases())
def test_a_case_is_read_back_as_it_was_and_written_again_as_the_same_bytes(drafts: list[RecordDraft]) -> None:
    with TemporaryDirectory() as name:
        folder = Path(name)
        write_case(drafts, folder)
        first = bytes_of(folder)
        back = [placed.draft for placed in read_case(folder)]
        write_case(reversed(back), folder)
        assert back == sorted(drafts, key=written)
        assert bytes_of(folder) == first


def test_drafts_are_read_in_the_order_of_the_files_with_their_places(folder: Folder) -> None:
    read = read_case(folder(investigation="key: case\ntitle: A case\n"))
    assert [(placed.draft.key, placed.file, placed.line) for placed in read] == [
        ("case", "investigation.yaml", 1),
        ("E1", "entities.yaml", 1),
        ("E2", "entities.yaml", 4),
        ("S1", "sources.yaml", 1),
        ("C1", "claims.yaml", 1),
    ]
    assert read[-1].place.line_of(("citations", 0, "assertion")) == 8


def test_all_scalars_are_text_but_the_size_of_a_capture(folder: Folder) -> None:
    lookups = "- {key: 007, about: [E1], where: no, words: 1e3, date: 2019-05, result: 12:30:00}\n"
    captures = f"- {{key: K1, source: S1, sha256: '{'0' * 64}', size: 0012, taken: 2019, method: on, by: Ada}}\n"
    capture, lookup = (
        placed.draft.content()
        for placed in read_case(folder(lookups=lookups, captures=captures))
        if placed.draft.record in ("capture", "lookup")
    )
    assert list(lookup.values()) == ["007", ["E1"], "no", "1e3", "2019-05", "12:30:00"]
    assert (capture["size"], capture["taken"], capture["method"]) == (12, "2019", "on")


def test_records_are_written_as_people_read_and_count_them(tmp_path: Path) -> None:
    names = [{"text": "公安大学", "lang": "zh", "use": "primary"}, {"text": "No: 1"}]
    university = entity("E10", names=names, types=["police_university", "university"], country="CN")
    write_case([university, entity("E9"), entity("E08b"), entity("E08")], tmp_path)
    assert (tmp_path / "entities.yaml").read_text(encoding="utf-8") == (
        "- key: E08\n  kind: organisation\n  names:\n  - {text: Entity E08}\n\n"
        "- key: E08b\n  kind: organisation\n  names:\n  - {text: Entity E08b}\n\n"
        "- key: E9\n  kind: organisation\n  names:\n  - {text: Entity E9}\n\n"
        "- key: E10\n  kind: organisation\n  types: [police_university, university]\n  names:\n"
        "  - {text: 公安大学, lang: zh, use: primary}\n  - {text: 'No: 1'}\n  country: CN\n"
    )


def test_a_claim_is_written_with_its_small_parts_on_one_line(tmp_path: Path) -> None:
    citation = {"source": "S1", "locator": {"kind": "page", "value": "12"}, "assertion": "press_report"}
    period = {"edtf": "2018/..", "as_of": "2019-05-17"}
    write_case([claim(citations=[citation], period=period, value={"amount": "5", "unit": "GBP"})], tmp_path)
    assert (tmp_path / "claims.yaml").read_text(encoding="utf-8") == (
        "- key: C1\n  subject: E1\n  predicate: funds\n  object: E2\n  value: {amount: '5', unit: GBP}\n"
        "  period: {edtf: 2018/.., as_of: '2019-05-17'}\n  status: published\n  citations:\n  - source: S1\n"
        "    locator: {kind: page, value: '12'}\n    assertion: press_report\n"
    )


def test_a_kind_without_records_has_no_file_even_where_one_was(tmp_path: Path) -> None:
    dispute = DisputeDraft(key="D1", claims=("C1",), about="the sum")
    write_case([*small_case(), dispute], tmp_path)
    assert (tmp_path / "disputes.yaml").is_file()
    write_case(small_case(), tmp_path)
    assert sorted(bytes_of(tmp_path)) == ["claims.yaml", "entities.yaml", "sources.yaml"]


def test_a_writing_that_fails_leaves_the_case_as_it_was(tmp_path: Path) -> None:
    write_case(small_case(), tmp_path)
    before = bytes_of(tmp_path)
    (tmp_path / ".sources.yaml.partial").mkdir()
    with pytest.raises(OSError, match=r"sources\.yaml\.partial"):
        write_case([entity("E3"), source("S3")], tmp_path)
    assert {name: (tmp_path / name).read_bytes() for name in before} == before


def test_what_a_broken_writing_left_behind_is_no_part_of_the_case(folder: Folder) -> None:
    case = folder()
    (case / ".entities.yaml.partial").write_text("half of", encoding="utf-8")
    assert len(read_case(case)) == 4


def test_two_investigations_make_no_case(tmp_path: Path) -> None:
    with pytest.raises(InvalidDraft, match="one investigation, not 2"):
        write_case([InvestigationDraft(key=key, title="t") for key in "ab"], tmp_path)


def test_every_mistake_of_the_folder_is_named_with_file_line_and_reason(folder: Folder) -> None:
    claims = CLAIMS + (
        "- key: C2\n"
        "  subject: E9\n"
        "  predicat: funds\n"
        "  object: S1\n"
        "  status: printed\n"
        "  citations:\n"
        "  - source: S1\n"
        "    assertion: rumour\n"
        "  - assertion: press_report\n"
    )
    found = mistakes(folder(claims=claims, disputes="- {key: C1, claims: [C1], about: again}\n"))
    assert [mistake.split(":")[:3] for mistake in found] == [
        ["claims.yaml", "9", " predicate"],
        ["claims.yaml", "10", " subject"],
        ["claims.yaml", "11", " predicat"],
        ["claims.yaml", "12", " object"],
        ["claims.yaml", "13", " status"],
        ["claims.yaml", "16", " citations no. 1, assertion"],
        ["claims.yaml", "17", " citations no. 2, source"],
        ["disputes.yaml", "1", " key"],
    ]
    assert found[1].endswith("key 'E9' leads nowhere")
    assert found[3].endswith("key 'S1' leads to a record of kind source, not entity")
    assert found[7].endswith("key 'C1' is taken by the claim at claims.yaml:1")


def test_a_key_stands_for_one_record_of_the_whole_case(folder: Folder) -> None:
    assert mistakes(folder(sources=SOURCES + "- {key: E1, title: t, origin: o}\n")) == [
        "sources.yaml:2: key: key 'E1' is taken by the entity at entities.yaml:1"
    ]


def test_a_key_of_any_kind_may_be_looked_up_but_it_must_be_there(folder: Folder) -> None:
    lookup = "- {key: L1, about: [E1, S1, C1, X1], where: w, words: w, date: '2019', result: none}\n"
    assert mistakes(folder(lookups=lookup)) == ["lookups.yaml:1: about no. 4: key 'X1' leads nowhere"]


def test_a_record_with_mistakes_is_still_there_for_the_keys_that_lead_to_it(folder: Folder) -> None:
    assert mistakes(folder(sources="- {key: S1, title: A page}\n")) == ["sources.yaml:1: origin: is missing"]


def test_keys_into_a_file_that_cannot_be_read_are_no_mistakes_of_their_own(folder: Folder) -> None:
    found = mistakes(folder(sources="- {key: S1\n", disputes="- {key: D1, claims: [C9], about: a}\n"))
    assert [mistake.split(": ")[0] for mistake in found] == ["disputes.yaml:1", "sources.yaml:2"]


@pytest.mark.parametrize("name", ["entites.yaml", "entities.yml", "notes.YAML"])
def test_a_file_that_looks_like_part_of_a_case_and_is_not_is_refused(folder: Folder, name: str) -> None:
    case = folder()
    (case / name).write_text("", encoding="utf-8")
    assert mistakes(case)[0].startswith(f"{name}:1: unknown file; a case has investigation.yaml, entities.yaml")


def test_other_files_may_stand_beside_a_case(folder: Folder) -> None:
    case = folder()
    (case / "README.md").write_text("What this is.", encoding="utf-8")
    assert len(read_case(case)) == 4


@pytest.mark.parametrize("name", ["nowhere", "."])
def test_a_folder_without_a_case_is_refused(tmp_path: Path, name: str) -> None:
    assert ":1: no case: none of investigation.yaml, entities.yaml" in mistakes(tmp_path / name)[0]


@pytest.mark.parametrize(
    ("name", "text", "reason"),
    [
        ("entities", "key: E1", "must be a list of records, each starting with '- '"),
        ("investigation", "- {key: case, title: t}", "must be one record, not a list"),
        ("investigation", "", "must be one record, not a list"),
        ("disputes", "- just words", "is no record: a record has fields, such as 'key: E01'"),
        ("disputes", "- {claims: [C1], about: a}", "key: is missing"),
        ("disputes", "- {key: , claims: [C1], about: a}", "nothing is said here: leave the field away, or put '' in"),
    ],
)
def test_what_has_not_the_shape_of_a_record_is_refused(folder: Folder, name: str, text: str, reason: str) -> None:
    assert mistakes(folder(**{name: text}))[0].startswith(f"{name}.yaml:1: {reason}")


def test_an_empty_list_of_records_is_no_mistake(folder: Folder) -> None:
    assert len(read_case(folder(disputes="# none so far\n"))) == 4
