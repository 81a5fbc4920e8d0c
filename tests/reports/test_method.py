"""The chapter on method names every grade and standing."""

from evidence.vocabulary import vocabulary
from reports.method import method


def test_every_term_of_the_lists_used_is_explained() -> None:
    explained = {term.word for _, terms in method().lists for term in terms}
    for listname in ("standing", "time_verdict", "scope_verdict", "reliability", "credibility"):
        assert {word.replace("_", " ") for word in vocabulary().terms[listname]} <= explained
    assert {kind.label for kind in vocabulary().assertions.values()} <= explained


def test_it_says_what_a_chain_does_not_show() -> None:
    assert method().remarks[0].text.startswith("A chain shows connection; that money, training or officers passed")
