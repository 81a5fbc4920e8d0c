"""A citation as it is printed where no style is asked for."""

from dataclasses import replace

from reports.citing import cited_plainly
from tests.reports.case import Case

SOURCE = Case().sources["S09"]


def text(**changes: str | None) -> str:
    return "".join(run.text for run in cited_plainly(replace(SOURCE, **changes), "paragraph 3"))  # type: ignore[arg-type]


def test_publisher_title_date_address_and_place_are_there() -> None:
    assert text(authors="A. Writer") == (
        "The BL, A prestigious academy, A. Writer (17 May 2022), https://example.org/S09, at paragraph 3"
    )


def test_what_is_not_stated_is_said() -> None:
    assert text(publisher=None, date=None, address=None) == (
        "Publisher not stated, A prestigious academy (date not stated), at paragraph 3"
    )


def test_an_address_is_followed_only_where_it_is_one_of_the_web() -> None:
    followed = {
        address: [run.address for run in cited_plainly(replace(SOURCE, address=address)) if run.address]
        for address in ("https://example.org/a b", "javascript:alert(1)")
    }
    assert followed == {"https://example.org/a b": ["https://example.org/a%20b"], "javascript:alert(1)": []}
