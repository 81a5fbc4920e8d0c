"""Records as the lines of an export: their digests are those of the public tree."""

import hashlib

from evidence.exchange.heads import public_export
from evidence.exchange.lines import lines_for
from evidence.ledger import Ledger
from evidence.public_tree import Place, standing_in
from evidence.replay import replay
from tests.evidence.small import claim, entity, published, recorded, session_on


def test_the_lines_of_the_public_are_what_the_public_tree_says(ledger: Ledger) -> None:
    with session_on(published(recorded(ledger))) as session:
        everything = replay(session)
        lines = lines_for(everything, "public")
        assert {place: line.digest for place, line in lines.items()} == standing_in(public_export(everything))
        assert all(everything.kept[line.id].key == place.key for place, line in lines.items())


def test_a_digest_is_that_of_the_line(ledger: Ledger) -> None:
    with session_on(published(recorded(ledger))) as session:
        for line in lines_for(replay(session), "public").values():
            assert hashlib.sha256(line.text).hexdigest() == line.digest


def test_what_an_audience_may_not_see_has_no_line(ledger: Ledger) -> None:
    recorded(ledger)
    published(recorded(ledger, entity("E8", visibility="team"), claim("C8", object="E8")), "C1", "C8")
    hidden = {Place("case", "entity", "E8"), Place("case", "claim", "C8")}
    with session_on(ledger) as session:
        seen = {audience: set(lines_for(replay(session), audience)) for audience in ("public", "team")}
    assert (hidden & seen["public"], hidden <= seen["team"]) == (set(), True)
