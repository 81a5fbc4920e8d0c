"""How a page says that what it shows is cited: one sentence, ready to paste, with a permanent address.

Invariant: the sentence is that of ``reports.finding``, so what disputes and limits a finding is pasted with it.
"""

from collections.abc import Callable
from dataclasses import dataclass

from api.built_at import head_at
from api.finding import View
from api.pages.places import as_of
from api.parameters import Parameters
from api.resources import Resources, Seen
from evidence.canonical import digest
from evidence.ids import outright
from evidence.views import ClaimView, SourceView
from graph.answer import ChainOut
from graph.own_hop import beside
from reports.finding import cite_chain, cite_finding, cite_source


@dataclass(frozen=True, slots=True)
class Cited:
    """A sentence to paste, and where what it cites is found; no address where nobody knows where the pages will be."""

    sentence: str
    address: str


@dataclass(frozen=True, slots=True)
class Citing:
    """Cites what one reader sees at one public head; ``at`` gives the address of a record's page, by its folder."""

    seen: Seen
    head: str
    at: Callable[[str, View], str]

    def claim(self, claim: ClaimView) -> Cited:
        """A claim, with all that denies exactly what it says."""
        address, told = self.at("claims", claim), self.seen.disclosure
        others = beside(self.seen.store, claim, told.claims.values())
        return Cited(cite_finding(claim, others, told, head=self.head, address=address), address)

    def source(self, source: SourceView) -> Cited:
        """A source."""
        address = self.at("sources", source)
        return Cited(cite_source(source, head=self.head, address=address), address)

    def chain(self, chain: ChainOut, page: str) -> Cited:
        """A chain on a page of that address, by its mark there."""
        address = f"{page}#{mark_of(chain)}" if page else ""
        return Cited(cite_chain(chain, self.seen.disclosure, head=self.head, address=address), address)


def mark_of(chain: ChainOut) -> str:
    """What marks a chain on every page: of its own hops alone, whatever number it has among others.

    Two chains of one answer that share a mark have the same hops, and so the same ends, and are one.
    """
    return f"chain-{digest([hop.id for hop in chain.hops])[:12]}"


def citing_here(resources: Resources, seen: Seen, asked: Parameters, base: str) -> Citing:
    """On pages that are served at the address ``base``: by id outright, which stands for nothing else ever.

    What is shown as recorded by then is cited at the head of then, and led to as of then.
    """
    head = head_at(resources, seen.disclosure.audience, asked.known_at)
    return Citing(seen, head, lambda folder, record: f"{base}{folder}/{outright(record.id)}{as_of(asked)}")
