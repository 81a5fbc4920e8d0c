"""What stands beside a hop in a picture."""

from graph.answer import ChainOut
from reports.hop_labels import hop_label
from tests.graph.making import cite, claim, disclosed, reply
from tests.reports.case import asked


def chain(*periods: str | None) -> ChainOut:
    claims = [
        claim(f"c{n}", "a", "provides_assistance_to", "b", cite("s"), edtf=edtf) for n, edtf in enumerate(periods)
    ]
    return asked(disclosed(*claims), "a", "b").chains[0]


def test_a_verb_is_broken_to_the_room_that_it_has() -> None:
    assert hop_label(chain("2019"), 1, 100).above == ("provides", "assistance to")
    assert hop_label(chain("2019"), 1, 400).above == ("provides assistance to",)


def test_one_period_is_written_and_others_are_counted() -> None:
    assert hop_label(chain("2019"), 1, 400).below == ("1 origin", "2019")
    assert hop_label(chain("2019", "2018", "2017"), 1, 400).below == ("1 origin", "2019; and 2 other periods")
    assert hop_label(chain(None), 1, 400).below == ("1 origin", "date not stated")
    assert hop_label(chain(None, "2018"), 1, 400).below == ("1 origin", "date not stated; and 1 other period")


def test_a_hop_within_another_programme_than_the_shaded_one_names_it() -> None:
    claims = [claim("c1", "a", "partners_with", "b"), claim("c2", "b", "partners_with", "d", scope="p")]
    drawn = asked(disclosed(*claims), "a", "d").chains[0]
    assert [hop_label(drawn, number, 400).below[0] for number in (1, 2)] == ["1 origin", "within P"]
    shaded = asked(disclosed(*claims), "b", "d").chains[0]
    assert hop_label(shaded, 1, 400).below[0] == "1 origin"


def test_the_weakest_hop_and_a_contested_one_are_marked() -> None:
    said = claim("c", "a", "funds", "b", replies=(reply("denies"),))
    contested = asked(disclosed(said), "a", "b").chains[0]
    assert [text for text, _ in hop_label(contested, 1, 400).badges] == ["weakest hop", "contested"]


def test_each_line_and_badge_takes_room() -> None:
    low, high = hop_label(chain("2019"), 1, 400), hop_label(chain("2019"), 1, 60)
    assert high.rise > low.rise
    assert high.drop >= low.drop
