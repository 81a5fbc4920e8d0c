"""A small case after the real one, with one of everything that a briefing prints; its texts can be spiced.

``spice`` changes every free text of the record, so that a hostile case has exactly the shape of a tame one.
"""

import datetime as dt
from collections.abc import Callable
from typing import Any

from evidence.dates import parse_period
from evidence.views import (
    ActionView,
    CitationView,
    ClaimView,
    CommitmentView,
    Disclosure,
    DisputeView,
    EntityView,
    LookupView,
    NameView,
    OutcomeView,
    ReplyView,
    SourceView,
)
from graph.answer import AnswerOut
from graph.ask import answer
from graph.projector import project
from graph.question import Question
from reports.briefing import build_briefing
from reports.document import Briefing

HEAD = "3f8a" * 16
DAY = dt.date(2026, 11, 24)
Spice = Callable[[str], str]


def tame(text: str) -> str:
    return text


class Case:
    """Views that share one spice; ids are ``id-`` and the key."""

    def __init__(self, spice: Spice = tame) -> None:
        self.spice = spice
        self.entities = {
            "BC": self.entity("BC", "British Council"),
            "LPC": self.entity("LPC", "London Policing College"),
            "HPA": self.entity("HPA", "Hunan Police Academy", native="湖南警察学院"),
            "XPC": self.entity("XPC", "Xinjiang Police College", native="新疆警察学院"),
            "PPSUC": self.entity("PPSUC", "People's Public Security University"),
            "GOV": self.entity("GOV", "UK Government"),
            "FFT": self.entity("FFT", "Freedom from Torture"),
            "PRJ": self.entity("PRJ", "Policing project", "programme"),
        }
        self.sources = {
            "S01": self.source("S01", "Dangerous Liaisons", "O-FFT", publisher="Freedom from Torture"),
            "S04": self.source("S04", "Answer 31709", "O-GOV", publisher="UK Parliament", read="whole answer"),
            "S09": self.source("S09", "A prestigious academy", "O-FFT", publisher="The BL", derives_from=("id-S01",)),
            "S11": self.source("S11", "Hunan cooperation", "O-LPC", publisher=None),
            "S13": self.source("S13", "A page taken back", "O-OLD", publisher="The Gone", retracted=True),
            "S99": self.source("S99", "Never cited", "O-NONE", publisher="Nobody"),
        }

    def entity(self, key: str, name: str, kind: str = "organisation", native: str | None = None) -> EntityView:
        names = [NameView(self.spice(name), "en", "primary")]
        names += [NameView(self.spice(native), "zh")] if native else []
        return EntityView(f"id-{key}", key, kind, self.spice(name), tuple(names))

    def source(self, key: str, title: str, origin: str, *, publisher: str | None, **more: object) -> SourceView:
        plain = {"date": "2022-05-17", "type": "ngo_report", "address": f"https://example.org/{key}"}
        named = self.spice(publisher) if publisher else None
        return SourceView(f"id-{key}", key, self.spice(title), self.spice(origin), publisher=named, **{**plain, **more})  # type: ignore[arg-type]

    def cite(self, source: str, assertion: str, **more: object) -> CitationView:
        of = self.sources[source]
        plain = {"locator": ("paragraph", "3"), "quote": self.spice(f"words of {source}"), "lang": "en"}
        return CitationView(of, of.origin, assertion, **{**plain, **more})  # type: ignore[arg-type]

    def claim(
        self,
        key: str,
        subject: str,
        predicate: str,
        object_: str | None,
        *citations: CitationView,
        wording: str | None = None,
        scope: str | None = None,
        period: tuple[str | None, str | None] = (None, None),
        **more: object,
    ) -> ClaimView:
        plain = {"affirms": True, "outcome": "accepted", "investigation": "case", "reviewed_elsewhere": True}
        return ClaimView(
            f"id-{key}",
            key,
            self.entities[subject],
            predicate,
            self.entities[object_] if object_ else None,
            self.entities[scope] if scope else None,
            period=parse_period(*period),
            citations=citations,
            wording=self.spice(wording) if wording else None,
            **{**plain, **more},  # type: ignore[arg-type]
        )

    def reply(self, key: str, attribution: str, source: str | None, **more: object) -> ReplyView:
        of = self.sources[source] if source else None
        return ReplyView(f"id-{key}", key, self.entities["GOV"], attribution, source=of, **more)  # type: ignore[arg-type]

    def claims(self) -> list[ClaimView]:
        return [*self.of_the_project(), *self.beyond_it(), *self.announced()]

    def own(self) -> CitationView:
        """A party's own words, in another language."""
        return self.cite("S11", "own_statement", quote=self.spice("湖南"), lang="zh", translation=self.spice("Hunan"))

    def of_government(self) -> ReplyView:
        """A reply that answers something else, to two claims."""
        text = self.spice("Says that the project did not involve the college.")
        return self.reply("R01", "answers_something_else", "S04", received="2022-07-13", text=text)

    def of_the_project(self) -> list[ClaimView]:
        """What is claimed within the project: the arrangement of the chain."""
        press, ngo = self.cite("S09", "press_report"), self.cite("S01", "ngo_finding", locator=("page", "12"))
        official = self.cite("S04", "official_record", locator=("paragraph", "answer"))
        pounds, dollars = ("71,000", self.spice("GBP")), ("88,000", "USD")
        given = self.reply("R03", "acknowledges", "S09", received="2021-07", text=self.spice("Gave the sum."))
        partners = ("LPC", "partners_with", "HPA")
        return [
            self.claim("C08", "BC", "funds", "LPC", ngo, press, value=pounds, wording="The Council pays.", scope="PRJ"),
            self.claim("C08b", "BC", "funds", "LPC", press, value=dollars, wording="It pays.", scope="PRJ"),
            self.claim("C09", "BC", "partners_with", "LPC", official, period=("2019/2023?", None), scope="PRJ"),
            self.claim("C04", *partners, press, self.own(), replies=(given,), scope="PRJ"),
        ]

    def beyond_it(self) -> list[ClaimView]:
        """What is claimed of who cooperates with whom, and denied."""
        press, ngo = self.cite("S09", "press_report"), self.cite("S01", "ngo_finding", locator=("page", "12"))
        official = self.cite("S04", "official_record", locator=("paragraph", "answer"))
        linked: dict[str, Any] = {
            "value": ("linked", "heading"),
            "outcome": "work_needed",
            "replies": (self.of_government(),),
        }
        allegation = self.cite("S01", "allegation")
        cooperates = ("HPA", "cooperates_with", "XPC")
        return [
            self.weak_link(),
            self.claim("C11d", *cooperates, self.own(), wording="There is no such cooperation.", affirms=False),
            self.claim("C03", "LPC", "partners_with", "PPSUC", press, wording="They have a relationship."),
            self.claim("C13", "PPSUC", "cooperates_with", "XPC", ngo, self.own(), wording="Teaching is shared."),
            self.claim(
                "C12", "LPC", "described_as", None, allegation, wording="The college has a direct link.", **linked
            ),
            self.claim("C12b", "XPC", "participates_in", "PRJ", official, wording="It took no part.", affirms=False),
        ]

    def weak_link(self) -> ClaimView:
        """The hop that everything beyond the project rests on; one of its sources was retracted."""
        gone = self.cite("S13", "press_report", reliability="B", credibility="2")
        silent = self.reply("R02", "denies", None, asked="2022-04", due="2022-05-01")
        return self.claim(
            "C11",
            "HPA",
            "cooperates_with",
            "XPC",
            self.cite("S09", "press_report"),
            gone,
            period=(None, "2022-05-17"),
            wording="The academy says that it cooperates.",
            note=self.spice("One origin, through a weak carrier."),
            replies=(self.of_government(), silent),
        )

    def announced(self) -> list[ClaimView]:
        """What became of it, as claimed."""
        press, ngo = self.cite("S09", "press_report"), self.cite("S01", "ngo_finding", locator=("page", "12"))
        told = (
            ("C40", "LPC", ngo, "stop", "The college stops."),
            ("C41", "BC", ngo, "review", "A review is promised."),
            ("C42", "LPC", press, "reason", "It was the pandemic."),
        )
        return [
            self.claim(key, who, "announced", None, cited, value=(what, "x"), wording=wording)
            for key, who, cited, what, wording in told
        ]

    def disclosure(self) -> Disclosure:
        claims = {claim.id: claim for claim in self.claims()}
        return Disclosure(
            audience="public",
            policy="single_handed",
            entities={entity.id: entity for entity in self.entities.values()},
            sources={source.id: source for source in self.sources.values()},
            claims=claims,
            disputes=(
                DisputeView("id-D01", "D01", self.spice("Who took part."), ("id-C11", "id-C12", "id-C12b")),
                DisputeView("id-D02", "D02", self.spice("Why it stopped."), ("id-C42",)),
                DisputeView("id-D09", "D09", self.spice("Elsewhere."), ()),
            ),
            commitments=(
                CommitmentView(
                    "id-P01",
                    "P01",
                    self.entities["BC"],
                    self.spice("To review its checks."),
                    "unknown",
                    ("id-C41",),
                    made="2022",
                ),
            ),
            outcomes=(
                OutcomeView(
                    "id-O01",
                    "O01",
                    "suspended",
                    (self.entities["LPC"],),
                    about=("id-C04", "id-C03"),
                    reasons=("id-C42",),
                    claims=("id-C40",),
                    date="2022-04/2022-05",
                ),
                OutcomeView(
                    "id-O02", "O02", "ended", (self.entities["LPC"],), about=("id-C04",), reasons=(), claims=("id-C40",)
                ),
            ),
            actions=(
                ActionView(
                    "id-T01",
                    "T01",
                    "petition",
                    (self.entities["FFT"],),
                    (self.entities["BC"],),
                    self.spice("Asked to end it."),
                    ("id-C08",),
                    signatures=self.spice("Twenty thousand"),
                ),
                ActionView(
                    "id-T02", "T02", "letter", (self.entities["FFT"],), (self.entities["BC"],), self.spice("Wrote."), ()
                ),
            ),
            lookups=(
                self.lookup("N01", "id-C11", "Nothing about Hunan was found."),
                self.lookup("N02", "id-FFT", "Something else altogether."),
            ),
            investigations={"case": self.spice("UK police training")},
        )

    def lookup(self, key: str, about: str, result: str) -> LookupView:
        return LookupView(
            f"id-{key}", key, (about,), self.spice("the web"), self.spice("Hunan"), "2026-11", self.spice(result)
        )


def asked(disclosure: Disclosure, start: str = "BC", end: str = "XPC", **parameters: object) -> AnswerOut:
    question = Question(frozenset({f"id-{start}"}), frozenset({f"id-{end}"})).relaxed(**parameters)
    return answer(project(disclosure), question, policy=disclosure.policy)


def briefed(spice: Spice = tame, *, start: str = "BC", end: str = "XPC", **parameters: object) -> Briefing:
    """The briefing of the case, from the British Council to Xinjiang Police College unless others are named."""
    disclosure = Case(spice).disclosure()
    return build_briefing(asked(disclosure, start, end, **parameters), disclosure, head=HEAD, made_on=DAY)
