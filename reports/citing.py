"""A citation as it is printed where no style is asked for.

Invariant: publisher, title, date, address and locator are all there, each as stated, and what is not stated is said.
"""

from evidence.views import SourceView
from reports.document import Run
from reports.escaping import web_address
from reports.stated_dates import date_in_words


def cited_plainly(source: SourceView, locator: str | None = None) -> tuple[Run, ...]:
    """Publisher, title, date, address and place, without the key; ends without a full stop."""
    opening = f"{source.publisher or 'Publisher not stated'}, "
    by = f", {source.authors}" if source.authors else ""
    dated = date_in_words(source.date) if source.date else "date not stated"
    runs = [Run(opening), Run(source.title, italic=True), Run(f"{by} ({dated})")]
    if source.address:
        runs += [Run(", "), Run(source.address, address=web_address(source.address))]
    if locator:
        runs.append(Run(f", at {locator}"))
    return tuple(runs)
