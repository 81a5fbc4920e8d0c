"""How fast a briefing is written in each format.

    python -m benchmarks.briefings [--notes 600]

It prints, in seconds, what each format takes by itself, its wording checked as before every writing, and how large the
file is; then all of them in one run, as several ``--out`` make them; the citations in each style; and the page of the
same briefing set by WeasyPrint, which makes no PDF/A-3a with its findings attached. The briefing tells one chain of
three hops with as many notes as are asked for, each with its own quotation in Latin and Chinese letters. Absolute times
depend on the machine.
"""

import argparse
import datetime as dt
import time
from collections.abc import Callable
from dataclasses import replace
from functools import partial

from evidence.dates import parse_period
from evidence.views import CitationView, ClaimView, Disclosure, EntityView, SourceView
from graph.ask import answer
from graph.projector import project
from graph.question import Question
from reports.briefing import build_briefing
from reports.document import Briefing
from reports.formats import FORMATS, written, written_in
from reports.render import render_html
from reports.styles import STYLES, in_style

HOPS = (("e0", "funds", "e1"), ("e1", "trains", "e2"), ("e2", "cooperates_with", "e3"))
CITATIONS = 10
"""Of each claim."""


def main() -> None:
    """Print the table."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--notes", type=int, default=600)
    briefing = made(parser.parse_args().notes)
    print(f"{len(briefing.notes)} notes")
    for ending in FORMATS:
        _row(ending, partial(written, briefing, ending))
    _row("all", lambda: list(written_in(briefing, list(FORMATS))))
    for style in STYLES:
        _row(style, partial(in_style, briefing, style))
    _row("WeasyPrint", partial(_by_weasyprint, render_html(briefing)))


def made(notes: int) -> Briefing:
    """A briefing on one chain with so many notes, or a few more."""
    entities = {f"e{n}": EntityView(f"e{n}", f"E{n}", "organisation", f"Body {n} 警察") for n in range(4)}
    source = SourceView(
        "s", "S", "Report", "origin", publisher="Publisher", date="2022", address="https://example.org/"
    )
    count = -(-notes // (CITATIONS * len(HOPS)))
    claims = [_claim(f"c{hop}-{n}", hop, entities, source) for hop in range(len(HOPS)) for n in range(count)]
    disclosure = Disclosure("public", "four_eyes", entities, {"s": source}, {claim.id: claim for claim in claims})
    question = Question(frozenset({"e0"}), frozenset({"e3"}))
    found = answer(project(disclosure), question, policy="four_eyes")
    return build_briefing(found, disclosure, head="0" * 64, made_on=dt.date(2026, 1, 1))


def _claim(key: str, hop: int, entities: dict[str, EntityView], source: SourceView) -> ClaimView:
    subject, predicate, object_ = HOPS[hop]
    cited = CitationView(source, source.origin, "press_report", quote="so they say 湖南警察学院", lang="en")
    return ClaimView(
        id=key,
        key=key,
        subject=entities[subject],
        predicate=predicate,
        object=entities[object_],
        scope=None,
        affirms=True,
        period=parse_period("2019/2021"),
        outcome="accepted",
        citations=tuple(replace(cited, locator=("page", f"{key}-{n}")) for n in range(CITATIONS)),
        wording=f"Body {hop} does what claim {key} says.",
    )


def _row(name: str, run: Callable[[], object]) -> None:
    start = time.perf_counter()
    content = run()
    seconds = time.perf_counter() - start
    size = f" {len(content) / 1000:>9.0f} kB" if isinstance(content, bytes) else ""
    print(f"{name:>10} {seconds:>7.2f} s{size}", flush=True)


def _by_weasyprint(page: str) -> bytes:
    """The page as PDF, tagged; it wants Pango (Debian: libpango-1.0-0, libpangoft2-1.0-0, libharfbuzz-subset0)."""
    from weasyprint import HTML  # noqa: PLC0415 -- without Pango it cannot be loaded, and the rest is measured first

    made: bytes = HTML(string=page).write_pdf(pdf_variant="pdf/ua-1")
    return made


if __name__ == "__main__":
    main()
