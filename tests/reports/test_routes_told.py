"""Routes and chains as the briefing tells them."""

from reports.document import Briefing, Mention


def test_chains_through_the_same_entities_are_one_route_the_best_first(briefing: Briefing) -> None:
    keys = [[entity.key for entity in route.entities] for route in briefing.routes]
    assert keys == [["BC", "LPC", "HPA", "XPC"], ["BC", "LPC", "PPSUC", "XPC"]]
    numbers = [[chain.number for chain in route.chains] for route in briefing.routes]
    assert sorted(number for route in numbers for number in route) == [1, 2, 3, 4]
    assert numbers[0][0] == 1
    assert all(route == sorted(route) for route in numbers)


def test_a_hop_is_told_where_it_first_comes_and_pointed_to_afterwards(briefing: Briefing) -> None:
    chains = [chain for route in briefing.routes for chain in route.chains]
    told: dict[str, tuple[int, int]] = {}
    for chain in chains:
        for part, hop in zip(chain.hops, chain.drawn.hops, strict=True):
            assert part.same_as == told.get(hop.id)
            assert bool(part.tellings) == (hop.id not in told)
            told.setdefault(hop.id, (chain.number, part.number))


def test_every_claim_of_a_hop_is_mentioned_in_its_row(briefing: Briefing) -> None:
    (_, _, hop) = briefing.routes[0].chains[0].hops
    assert [(claim.key, claim.denies) for claim in hop.claims] == [("C11", False), ("C11d", True)]
    assert all(isinstance(claim, Mention) and claim.notes for claim in hop.claims)


def test_a_row_shows_what_the_answer_says_of_the_hop(briefing: Briefing) -> None:
    (first, _, last) = briefing.routes[0].chains[0].hops
    assert (first.start, first.verb, first.end) == ("British Council", "funds", "London Policing College")
    assert first.scope == "Policing project"
    assert (last.standing, last.origins, last.contested, last.weakest) == ("reported", 1, True, True)
    assert last.periods == ("as of 17 May 2022",)


def test_the_reading_of_a_chain_leads_to_every_hop_and_every_denial(briefing: Briefing) -> None:
    reading = briefing.routes[0].chains[0].reading
    sources = {note.source.key for note in briefing.notes if note.number in reading.notes}
    assert "no source states that money or training passed along it" in reading.text
    assert sources == {"S01", "S09", "S11"}
