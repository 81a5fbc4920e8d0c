"""Which citation counts, by the Admiralty marks on it.

Invariant: marks are read apart, never multiplied or averaged; a missing mark does not stop a citation.
Source of the marks: AJP-2.1, the NATO system of source reliability and information credibility.
"""

from evidence.views import CitationView, ClaimView

NOT_RELIABLE = frozenset("EF")
NOT_CREDIBLE = frozenset("456")


def counts(claim: ClaimView, citation: CitationView) -> bool:
    """Whether the citation counts for the standing of the hop that its claim supports."""
    return not (
        citation.source.retracted
        or claim.outcome == "work_needed"
        or citation.reliability in NOT_RELIABLE
        or citation.credibility in NOT_CREDIBLE
    )


def stands(claim: ClaimView) -> bool:
    """Whether anything unretracted still holds the claim up."""
    return any(not citation.source.retracted for citation in claim.citations)
