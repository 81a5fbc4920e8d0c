"""What each sentence of a briefing rests on."""

from dataclasses import replace

from evidence.views import Disclosure
from graph.projector import project
from reports.basis import basis_of, claim_digest, reply_digest, source_digest
from reports.document import Briefing
from reports.said import sentences_of


def test_every_sentence_rests_on_a_claim_or_a_source_and_has_all_its_notes(
    briefing: Briefing, disclosure: Disclosure
) -> None:
    chains = [chain.drawn for route in briefing.routes for chain in route.chains]
    basis = basis_of(briefing, chains, disclosure, project(disclosure), backwards=False)
    told = [said.sentence for said in sentences_of(briefing)]
    assert [one.text for one in basis.sentences] == [one.text for one in told]
    assert [len(one.citations) for one in basis.sentences] == [len(one.notes) for one in told]
    assert all(one.claims or one.citations for one in basis.sentences)
    assert len(basis.chains) == len(chains)


def test_a_digest_moves_with_what_is_seen_and_not_with_ids(disclosure: Disclosure) -> None:
    claim = next(one for one in disclosure.claims.values() if one.replies)
    assert claim_digest(replace(claim, id="other", replies=())) == claim_digest(claim)
    assert claim_digest(replace(claim, note="Another.")) != claim_digest(claim)
    source, reply = claim.citations[0].source, claim.replies[0]
    assert source_digest(replace(source, id="other", retracted=True)) == source_digest(source)
    assert source_digest(replace(source, title="Another")) != source_digest(source)
    assert reply_digest(replace(reply, id="other")) == reply_digest(reply)
    assert reply_digest(replace(reply, text="Another.")) != reply_digest(reply)


def test_a_claim_of_another_investigation_with_its_key_is_not_what_a_sentence_rests_on(
    briefing: Briefing, disclosure: Disclosure
) -> None:
    twins = {
        f"twin-{id_}": replace(claim, id=f"twin-{id_}", investigation="other", wording="Quite another thing.")
        for id_, claim in disclosure.claims.items()
    }
    both = replace(disclosure, claims={**twins, **disclosure.claims})
    chains = [chain.drawn for route in briefing.routes for chain in route.chains]
    basis = basis_of(briefing, chains, both, project(disclosure), backwards=False)
    told = [said.claims for said in sentences_of(briefing)]
    rests = [{basis.claims[place].id for place in one.claims} for one in basis.sentences]
    assert any(told)
    for named, ids in zip(told, rests, strict=True):
        if named:
            assert not ids & twins.keys()
            assert {(disclosure.claims[id_].investigation, disclosure.claims[id_].key) for id_ in ids} == named
