"""Every refusal of the record, one class each.

EvidenceError
├── LedgerError
│   ├── NoLedger            there is no ledger at that address
│   ├── LedgerExists        one is there already
│   ├── WrongLedger         it is not a ledger, or one of another version
│   ├── LedgerDamaged       the audit chain does not hold
│   └── MigrationFailed     it could not be brought to a newer version, and is as it was
├── GraphError              something is wrong with the graph or its server
│   ├── GraphNotConfigured  it is not said where it is, or wrongly
│   ├── NoGraphServer       no server answers there
│   ├── GraphLoginRefused   user and password are not those of the server
│   ├── GraphMemorySpent    what was asked needs more memory than it has
│   ├── WrongGraph          what it holds is not ours to change
│   ├── GraphDamaged        a snapshot is not as it was written
│   ├── GraphBusy           another program is filling it
│   └── NoKernel            the compiled kernel is asked for and cannot be used
├── Refused                 a verb was refused; nothing was written
│   ├── NoActor             nobody is named as the one who acts
│   ├── InvalidDraft        the input does not describe a record
│   ├── UnknownTerm         a word that is not in its closed list
│   ├── UndatedText         a date that cannot be read
│   ├── KeyTaken            the key stands for another record already
│   ├── UnknownKey          a key that leads nowhere
│   ├── WrongKind           a key that leads to a record of another kind
│   ├── StaleDigest         the version reviewed is not the one that stands
│   ├── NotReviewed         the policy asks for a review that is not there
│   ├── WrongStatus         the verb does not fit the status that the claim has
│   ├── StillNamed          it cannot be erased, for other records name it
│   ├── UnconfirmedGrade    credibility 1 without two independent origins
│   ├── CaptureMismatch     the bytes are not those of the digest
│   ├── AddressRefused      an address that nothing is fetched from
│   ├── FetchFailed         nothing came of an address, or not within the limits
│   ├── ProxyMisconfigured  it is said wrongly where the proxy is
│   ├── PackageRefused      a saved folder or archive that is not whole, or holds no page
│   ├── RedactionRefused    a redacted copy that would not hide its original
│   ├── DiskRefused         the disk is full, or does not take what is to be written
│   ├── BackupRefused       a file that is no whole backup, or not the one that was asked for
│   ├── NoSigningKey        there is no key to sign checkpoints with
│   ├── SigningKeyStands    there is one in use already
│   ├── InvalidCheckpoint   the text is no checkpoint, or of another ledger
│   ├── BundleRefused       a bundle that a stranger could not check
│   ├── NoTimeAuthority     it is not said who stamps the time, or nobody answers there
│   ├── TimeStampRefused    the authority's reply does not hold
│   └── CaseRefused         a file or folder with mistakes, each named
├── NotFound                no such record, for this reader
├── AmbiguousName           several records bear that name; they are listed
├── AudienceRefused         more was asked for than the configuration allows
├── WordingRefused          a briefing would say what none may; each sentence is named
├── NoTemplate              the house has no template of that name
├── TemplateRefused         a house's template cannot be followed; file and line are named
├── FontMissing             no font of this machine shows letters that are to be printed
└── PandocFailed            the program that makes Word files and citations did not do its work
"""

from collections.abc import Sequence
from dataclasses import dataclass

from evidence.unfit import UnfitSentence


class EvidenceError(Exception):
    """Base of all refusals of the record; its text is for the person who asked."""


class LedgerError(EvidenceError):
    """Something is wrong with the ledger itself."""


class NoLedger(LedgerError):
    """There is no ledger at that address."""


class LedgerExists(LedgerError):
    """A ledger is there already."""


class WrongLedger(LedgerError):
    """The file is not a ledger, or one of another version."""


class LedgerDamaged(LedgerError):
    """What the ledger keeps does not hold: the audit chain, a tree, the custody log, or a capture that is gone."""


class MigrationFailed(LedgerError):
    """A ledger could not be brought to a newer version; it is as it was."""


class GraphError(EvidenceError):
    """Something is wrong with the graph or its server. The ledger is not touched by it."""


class GraphNotConfigured(GraphError):
    """It is not said where the server is, or in a way that leads nowhere."""


class NoGraphServer(GraphError):
    """No server answers at that address."""


class GraphLoginRefused(GraphError):
    """User and password are not those of the server."""


class GraphMemorySpent(GraphError):
    """What was asked needs more memory than the server may use."""


class WrongGraph(GraphError):
    """The database holds something else, or a projection that a newer program made."""


class GraphDamaged(GraphError):
    """A snapshot of the embedded graph is not as it was written."""


class GraphBusy(GraphError):
    """Another program is filling the database."""


class NoKernel(GraphError):
    """The compiled kernel is asked for and not installed, or it is of another version or another machine."""


class Refused(EvidenceError):
    """A verb was refused; nothing was written."""


class NoActor(Refused):
    """Nobody is named as the one who acts."""


class InvalidDraft(Refused):
    """The input does not describe a record."""


class UnknownTerm(Refused):
    """A word that is not in its closed list."""


class UndatedText(Refused):
    """A date that cannot be read."""


class KeyTaken(Refused):
    """The key stands for another record already."""


class UnknownKey(Refused):
    """A key that leads nowhere."""


class WrongKind(Refused):
    """A key that leads to a record of another kind."""


class StaleDigest(Refused):
    """The version reviewed is not the one that stands."""


class NotReviewed(Refused):
    """The policy asks for a review that is not there."""


class WrongStatus(Refused):
    """The verb does not fit the status that the claim has."""


class StillNamed(Refused):
    """It cannot be erased: other records name it, and would name nothing."""


class UnconfirmedGrade(Refused):
    """Credibility 1 ("confirmed by other sources") without two independent origins."""


class CaptureMismatch(Refused):
    """The bytes are not those of the digest."""


class AddressRefused(Refused):
    """The address is one that nothing is fetched from, or leads to a machine that is not asked."""


class FetchFailed(Refused):
    """Nothing came of an address, or not within the limits."""


class ProxyMisconfigured(Refused):
    """It is said wrongly where the proxy is."""


class PackageRefused(Refused):
    """A folder or archive of saved pages that is not whole, too large, or holds no page."""


class RedactionRefused(Refused):
    """A redacted copy that would not hide its original."""


class DiskRefused(Refused):
    """The disk is full, or does not take what is to be written."""


class BackupRefused(Refused):
    """The file is no whole backup of a ledger, or not the one that was asked for."""


class NoSigningKey(Refused):
    """There is no key to sign checkpoints with."""


class SigningKeyStands(Refused):
    """There is a signing key in use already."""


class InvalidCheckpoint(Refused):
    """The text is no checkpoint, or of another ledger."""


class BundleRefused(Refused):
    """A bundle that a stranger could not check: it lacks what its proofs need."""


class NoTimeAuthority(Refused):
    """It is not said which authority stamps the time and which root is trusted, or no authority answers there."""


class TimeStampRefused(Refused):
    """A time stamp does not hold: signature, bytes, request or certificates are not what they must be."""


@dataclass(frozen=True)
class Mistake:
    """One mistake in a file: where it is, and what is wrong."""

    file: str
    line: int
    reason: str

    def __str__(self) -> str:
        return f"{self.file}:{self.line}: {self.reason}"


class CaseRefused(Refused):
    """A file or folder with mistakes. ``mistakes`` names every one; nothing was loaded."""

    def __init__(self, mistakes: Sequence[Mistake]) -> None:
        self.mistakes = tuple(mistakes)
        super().__init__("\n".join(str(mistake) for mistake in self.mistakes))


class NotFound(EvidenceError):
    """No such record, for this reader."""


class AmbiguousName(EvidenceError):
    """Several records bear that name. ``candidates`` lists (key or id, name, kind) of each."""

    def __init__(self, text: str, candidates: Sequence[tuple[str, str, str]]) -> None:
        self.candidates = tuple(candidates)
        lines = "\n".join(f"  {key}  {name} ({kind})" for key, name, kind in candidates)
        super().__init__(f"{text!r} may be any of these; give what stands first in a line:\n{lines}")


class AudienceRefused(EvidenceError):
    """More was asked for than the configuration allows."""


class WordingRefused(EvidenceError):
    """A briefing would say what none may. ``sentences`` names every one; nothing was written."""

    def __init__(self, sentences: Sequence[UnfitSentence]) -> None:
        self.sentences = tuple(sentences)
        super().__init__("\n".join(str(one) for one in self.sentences))


class NoTemplate(EvidenceError):
    """The house has no template of that name."""


class TemplateRefused(EvidenceError):
    """A house's template cannot be followed; nothing was written."""

    def __init__(self, file: str, line: int, reason: str) -> None:
        self.mistake = Mistake(file, line, reason)
        super().__init__(str(self.mistake))


class FontMissing(EvidenceError):
    """No font of this machine shows letters that are to be printed; it names the font to install."""


class PandocFailed(EvidenceError):
    """Pandoc, the program that makes Word files and styled citations, is missing or did not do its work."""
