"""Quotations are looked for in captures, and in redacted copies; what is kept says what was done."""

from pathlib import Path

import pytest

from evidence.audit import head
from evidence.captures import take_capture
from evidence.ledger import Ledger
from evidence.quote_checks import check_quotes, check_touched, tally
from tests.evidence.small import cite, claim, entity, published, put, recorded, seen_by, session_on, source

PAGE = b"<html><p>The grant was paid in&nbsp;<b>2019</b>.</p><script>grant refused</script></html>"


@pytest.fixture
def vault(tmp_path: Path) -> Path:
    return tmp_path / "vault"


def events(ledger: Ledger) -> int:
    with session_on(ledger) as session:
        return head(session)[0]


@pytest.mark.parametrize(
    ("quote", "media_type", "result"),
    [
        ("paid in 2019", "text/html", "found"),
        ("grant refused", "text/html", "not_found"),
        ("paid in 2019", "application/pdf", "not_checked"),
        ("paid in 2019", "image/png", "not_checked"),
        ("paid in 2019", None, "found"),
        (None, "text/html", "not_checked"),
    ],
)
def test_a_quotation_is_looked_for_in_the_text_of_its_capture(
    ledger: Ledger, vault: Path, quote: str | None, media_type: str | None, result: str
) -> None:
    recorded(ledger, entity("E1"), entity("E2"), source("S1"))
    capture = take_capture(ledger, vault, "S1", PAGE, method="by hand", actor="Ada", media_type=media_type)
    quoted = {"quote": quote} if quote else {}
    recorded(ledger, claim(citations=[cite(capture=capture.key, **quoted), cite()]))
    checks = check_quotes(ledger, vault, "C1", actor="Ada").checks
    assert [(number, found) for number, (found, _) in checks.items()] == ([(1, result)] if quote else [])
    published(ledger)
    (seen,) = seen_by(ledger).claims.values()
    assert [citation.quote_check for citation in seen.citations] == [result, "not_checked"]
    where = ["character 17" if result == "found" else None, None]
    assert [citation.quote_place for citation in seen.citations] == where


def test_a_capture_whose_bytes_are_elsewhere_or_others_leaves_the_quotation_unchecked(
    ledger: Ledger, vault: Path
) -> None:
    recorded(ledger)
    capture = take_capture(ledger, vault, "S1", PAGE, method="by hand", actor="Ada", media_type="text/html")
    recorded(ledger, claim("C2", citations=[cite(capture=capture.key, quote="paid in 2019")]))
    assert check_quotes(ledger, vault.with_name("empty"), "C2", actor="Ada").checks == {1: ("not_checked", None)}
    place = vault / capture.sha256[:2] / capture.sha256[2:]
    place.chmod(0o600)
    place.write_bytes(PAGE.replace(b"2019", b"2020"))
    assert check_quotes(ledger, vault, "C2", actor="Ada").checks == {1: ("not_checked", None)}


def test_words_in_a_capture_of_another_source_are_not_found_for_this_one(ledger: Ledger, vault: Path) -> None:
    recorded(ledger, entity("E1"), entity("E2"), source("S1"), source("S2", origin="Another"))
    capture = take_capture(ledger, vault, "S1", PAGE, method="by hand", actor="Ada", media_type="text/html")
    quoted = {"capture": capture.key, "quote": "paid in 2019"}
    put(ledger, claim("C2", citations=[cite("S1", **quoted), cite("S2", **quoted)]))
    checks = check_quotes(ledger, vault, "C2", actor="Ada").checks
    assert checks == {1: ("found", "character 17"), 2: ("not_checked", None)}


def test_what_has_not_changed_is_not_written_again(ledger: Ledger, vault: Path) -> None:
    recorded(ledger)
    capture = take_capture(ledger, vault, "S1", PAGE, method="by hand", actor="Ada", media_type="text/html")
    put(ledger, claim("C2", citations=[cite(capture=capture.key, quote="paid in 2019")]))
    before = events(ledger)
    checked = check_touched(ledger, vault.with_name("empty"), actor="Ada")
    assert (tally(checked), events(ledger)) == ({"found": 0, "not_found": 0, "not_checked": 1}, before)
    for _ in range(2):
        checked = check_touched(ledger, vault, actor="Ada", keys={"C2"}, investigation="case")
        assert (tally(checked), events(ledger)) == ({"found": 1, "not_found": 0, "not_checked": 0}, before + 1)


def test_only_what_is_touched_is_looked_for(ledger: Ledger, vault: Path) -> None:
    recorded(ledger)
    capture = take_capture(ledger, vault, "S1", PAGE, method="by hand", actor="Ada", media_type="text/html")
    quoting = [cite(capture=capture.key, quote="paid")]
    put(ledger, claim("C2", citations=quoting), claim("C3", predicate="trains", citations=quoting))
    for keys, found in (({"C2"}, ["C2"]), ({capture.key}, ["C2", "C3"]), ({"C1"}, []), (None, ["C2", "C3"])):
        assert [one.key for one in check_touched(ledger, vault, actor="Ada", keys=keys)] == found
    assert check_touched(ledger, vault, actor="Ada", investigation="other") == []
