"""Every refusal as problem details (RFC 9457), for HTTP and for the command line's ``--json``.

Invariant: what a refusal says is made here and nowhere else; it never repeats the input that was refused, nor
anything of an error that was not foreseen. No web framework is imported.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from http import HTTPStatus
from typing import Any

from pydantic import ValidationError

from evidence import errors

MEDIA_TYPE = "application/problem+json"

Problem = dict[str, Any]
"""Problem details: type, title, status, detail, and what the type adds (``errors``, ``mistakes``, ``sentences``)."""


@dataclass(frozen=True, slots=True)
class Kind:
    """A kind of problem: its HTTP status, the last part of its type, and its title."""

    status: int
    slug: str
    title: str


KINDS: Mapping[type[Exception], Kind] = {
    errors.LedgerError: Kind(503, "ledger", "Something is wrong with the ledger"),
    errors.NoLedger: Kind(503, "no-ledger", "There is no ledger"),
    errors.LedgerExists: Kind(409, "ledger-exists", "There is a ledger already"),
    errors.WrongLedger: Kind(503, "wrong-ledger", "This is no ledger that can be read"),
    errors.LedgerDamaged: Kind(503, "ledger-damaged", "Something that the ledger keeps does not hold"),
    errors.MigrationFailed: Kind(503, "migration-failed", "The ledger could not be brought to a newer version"),
    errors.GraphError: Kind(503, "graph", "Something is wrong with the graph server"),
    errors.GraphNotConfigured: Kind(503, "graph-not-configured", "It is not said where the graph server is"),
    errors.NoGraphServer: Kind(503, "no-graph-server", "The graph server does not answer"),
    errors.GraphLoginRefused: Kind(503, "graph-login-refused", "The graph server refused the login"),
    errors.GraphMemorySpent: Kind(503, "graph-memory-spent", "The graph server has too little memory for this"),
    errors.WrongGraph: Kind(503, "wrong-graph", "The graph server holds something else"),
    errors.GraphDamaged: Kind(503, "graph-damaged", "A snapshot of the graph is damaged"),
    errors.GraphBusy: Kind(503, "graph-busy", "The graph is being filled"),
    errors.NoKernel: Kind(503, "no-kernel", "The compiled kernel cannot be used"),
    errors.NoActor: Kind(403, "no-actor", "Nobody is named as the one who acts"),
    errors.InvalidDraft: Kind(422, "invalid", "The input does not fit"),
    errors.UnknownTerm: Kind(422, "unknown-term", "A word that is not in its closed list"),
    errors.UndatedText: Kind(422, "undated-text", "A date that cannot be read"),
    errors.KeyTaken: Kind(409, "key-taken", "The key stands for another record"),
    errors.UnknownKey: Kind(422, "unknown-key", "A key that leads nowhere"),
    errors.WrongKind: Kind(422, "wrong-kind", "A key that leads to a record of another kind"),
    errors.StaleDigest: Kind(409, "stale-digest", "Another version stands"),
    errors.NotReviewed: Kind(409, "not-reviewed", "A review is missing"),
    errors.WrongStatus: Kind(409, "wrong-status", "The claim or source has another status"),
    errors.StillNamed: Kind(409, "still-named", "Other records name it"),
    errors.UnconfirmedGrade: Kind(422, "unconfirmed-grade", "Credibility 1 needs two independent origins"),
    errors.CaptureMismatch: Kind(422, "capture-mismatch", "The bytes are not those of the digest"),
    errors.AddressRefused: Kind(422, "address-refused", "Nothing is fetched from that address"),
    errors.FetchFailed: Kind(502, "fetch-failed", "What was asked for did not come"),
    errors.ProxyMisconfigured: Kind(422, "proxy-misconfigured", "It is said wrongly where the proxy is"),
    errors.PackageRefused: Kind(422, "package-refused", "What was saved is not whole"),
    errors.RedactionRefused: Kind(422, "redaction-refused", "The copy would not hide its original"),
    errors.DiskRefused: Kind(507, "disk-refused", "The disk does not take it"),
    errors.BackupRefused: Kind(422, "backup-refused", "No whole backup, or another than was asked for"),
    errors.NoSigningKey: Kind(409, "no-signing-key", "There is no key to sign with"),
    errors.SigningKeyStands: Kind(409, "signing-key-stands", "There is a signing key already"),
    errors.InvalidCheckpoint: Kind(422, "invalid-checkpoint", "This is no checkpoint of the ledger"),
    errors.BundleRefused: Kind(409, "bundle-refused", "A bundle that nobody could check"),
    errors.NoTimeAuthority: Kind(503, "no-time-authority", "No authority stamps the time"),
    errors.TimeStampRefused: Kind(422, "time-stamp-refused", "The time stamp does not hold"),
    errors.CaseRefused: Kind(422, "case-refused", "The case has mistakes"),
    errors.NotFound: Kind(404, "not-found", "Not found"),
    errors.AmbiguousName: Kind(409, "ambiguous-name", "Several records bear that name"),
    errors.AudienceRefused: Kind(403, "audience-refused", "More was asked for than may be shown"),
    errors.WordingRefused: Kind(422, "wording-refused", "A briefing would say what none may"),
    errors.NoTemplate: Kind(404, "no-template", "The house has no such template"),
    errors.TemplateRefused: Kind(422, "template-refused", "A template cannot be followed"),
    errors.FontMissing: Kind(501, "font-missing", "A font is missing"),
    errors.PandocFailed: Kind(500, "pandoc-failed", "Pandoc did not do its work"),
    ValidationError: Kind(422, "invalid", "The input does not fit"),
}
"""What each refusal is; a class that is not listed is what its nearest listed base is, else an internal error."""

INTERNAL = Kind(500, "internal", "Something went wrong here")


def kind_of(error: Exception) -> Kind:
    """The kind of problem that an error is."""
    return next((KINDS[base] for base in type(error).__mro__ if base in KINDS), INTERNAL)


def problem_of(error: Exception, *, instance: str | None = None) -> Problem:
    """An error as problem details; one that was not foreseen says nothing of itself."""
    kind = kind_of(error)
    if isinstance(error, ValidationError):
        return invalid(error.errors(include_url=False, include_context=False, include_input=False), instance=instance)
    detail = "The answer could not be made." if kind is INTERNAL else str(error)
    return _problem(kind, detail, instance, **_more(error))


def invalid(mistakes: Iterable[Mapping[str, Any]], *, instance: str | None = None) -> Problem:
    """Problem details of input that was refused: each mistake with its place and reason, without the input."""
    told = [{"name": ".".join(map(str, one["loc"])), "reason": one["msg"]} for one in mistakes]
    detail = "; ".join(f"{one['name']}: {one['reason']}" for one in told)
    return _problem(KINDS[ValidationError], detail, instance, errors=told)


def of_status(status: int, *, instance: str | None = None) -> Problem:
    """Problem details of a bare HTTP status, such as 405."""
    known = HTTPStatus(status)
    kind = Kind(status, known.phrase.lower().replace(" ", "-"), known.phrase)
    return _problem(kind, known.description or known.phrase, instance)


def _problem(kind: Kind, detail: str, instance: str | None, **more: Any) -> Problem:  # noqa: ANN401 - JSON values
    told = {
        "type": f"urn:problem-type:throughline:{kind.slug}",
        "title": kind.title,
        "status": kind.status,
        "detail": detail,
    }
    return {**told, **({"instance": instance} if instance else {}), **more}


def _more(error: Exception) -> dict[str, Any]:
    """What a class of refusals adds."""
    if isinstance(error, errors.AmbiguousName):
        return {"candidates": [dict(zip(("key", "name", "kind"), one, strict=True)) for one in error.candidates]}
    if isinstance(error, errors.CaseRefused):
        return {"mistakes": [{"file": one.file, "line": one.line, "reason": one.reason} for one in error.mistakes]}
    if isinstance(error, errors.WordingRefused):
        return {"sentences": [{"wrong": one.wrong, "place": one.place, "text": one.text} for one in error.sentences]}
    return {}
