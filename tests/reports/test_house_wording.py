"""What no briefing may say or leave out, no template of a house may."""

import pytest

from evidence.errors import WordingRefused
from reports.formats import written
from tests.reports.house import WHOLE, Arrange

REFUSED = {
    "a reply is left out": "{% for claim in routes[0].chains[0].hops[0].tellings %}"
    "{{ claim.sentences[0] | told }}\n\n{% endfor %}",
    "a denial is left out": "{% for h in routes[0].chains[0].hops %}{% for c in h.tellings if not c.denies %}"
    "{{ c | told }}\n\n{% endfor %}{% endfor %}",
    "a dispute is left out": WHOLE.split("{% for section")[0],
    "a note that is none of the findings": "Own words.[^9999]",
    "a sentence of fact without a note": "The British Council pays for everything.",
    "told without a note": "*{{ routes[0].chains[0].hops[0].tellings[0].sentences[0].text }}*",
}


@pytest.mark.parametrize("wrong", REFUSED)
def test_what_no_briefing_may_say_no_template_may(arranged: Arrange, wrong: str) -> None:
    with pytest.raises(WordingRefused, match=wrong):
        arranged(REFUSED[wrong])


@pytest.mark.parametrize("place", ["*{}*", "## {}"])
def test_a_hop_is_told_neither_as_a_remark_nor_as_a_heading(arranged: Arrange, place: str) -> None:
    hop = "{% set h = routes[0].chains[0].hops[0] %}{{ h.start }} {{ h.verb }} {{ h.end }}"
    wording = "{{ routes[0].chains[0].drawn.hops[0].claims[0].wording }}"
    for words in (hop, wording):
        with pytest.raises(WordingRefused, match="told without a note"):
            arranged(place.format(words))


def test_its_own_words_are_checked_as_those_of_every_briefing(arranged: Arrange) -> None:
    made = arranged(WHOLE.replace("*For the committee.*", "It is likely, with high confidence.[^1]"))
    with pytest.raises(WordingRefused, match="a likelihood and a level of confidence"):
        written(made, ".md")
