"""From an answer, its briefing and its records to the files of a bundle: pure, and nothing is looked up.

Invariant: no bundle is made that its own ``verify.py`` refuses. All in it comes from what its audience may see and
from the public tree; the same input gives the same bytes.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from evidence.canonical import canonical_json
from evidence.drafts import CaptureDraft
from evidence.errors import BundleRefused
from evidence.exchange.lines import Line
from evidence.public_proofs import OpenLeaf, PublicProofs
from evidence.settings import LEVELS
from evidence.signed_note import Signer
from graph.answer import AnswerOut
from reports.bundles.bag import LAST_MANIFEST, bag
from reports.bundles.crate import NAME, TIME_STAMPS, crate
from reports.bundles.custody import CustodyEvent, custody_of
from reports.bundles.verify import Findings, findings
from reports.bundles.whole import SIGNATURE, signature_over
from reports.document import Briefing
from reports.escaping import plain
from reports.formats import written

_READ_ME = """{title}

A bundle of evidence: claims with their sources and the captures of these. {proofs}
{warnings}
To check it, with Python 3.8 or newer and no internet connection:

    python3 -I verify.py

It says what holds and names what fails. A copy of verify.py that came by another way is better than this one.
To read it, open data/findings/briefing.html. Files in data/captures may load things from the internet when opened.
"""
_PROVED = "Proofs show what was published, and signature.txt signs all that is in it."
_UNSIGNED = "It is not signed, and does not show who made it."
_NOT_PUBLIC = "It holds what is for {audience} readers: it is not for the public.\n"
_SINGLE_HANDED = "One person keeps this record, and nobody else has reviewed it.\n"


@dataclass(frozen=True, slots=True)
class Contents:
    """What goes into a bundle; ``captures`` has the bytes by SHA-256, ``handled`` what the custody log says of them,
    ``proofs`` and ``signer`` nothing where none was asked for, ``time_stamps`` a reply by the SHA-256 of the
    capture that it is over, or by ``checkpoint``.
    """

    answer: AnswerOut
    briefing: Briefing
    records: Sequence[Line]
    captures: Mapping[str, bytes]
    proofs: PublicProofs | None
    signer: Signer | None = None
    handled: Sequence[CustodyEvent] = ()
    time_stamps: Mapping[str, bytes] = field(default_factory=dict)


def captures_in(records: Iterable[Line]) -> list[CaptureDraft]:
    """The captures among records."""
    return [line.draft for line in records if isinstance(line.draft, CaptureDraft)]


def bundle_files(contents: Contents) -> dict[str, bytes]:
    """All files of the bag by name; raises BundleRefused where it would not hold, WordingRefused as a briefing does."""
    title, made_on = contents.briefing.title, contents.briefing.dated
    payload = _payload(contents)
    types = {f"captures/{one.sha256}": one.media_type for one in captures_in(contents.records) if one.media_type}
    payload[NAME] = crate(payload, types, title=title, made_on=made_on)
    beside = {"README.txt": _read_me(contents).encode("utf-8", "backslashreplace"), "verify.py": verifier()}
    files = bag(payload, beside, title=title, made_on=made_on)
    if contents.signer:
        files[SIGNATURE] = signature_over(files[LAST_MANIFEST], contents.signer)
    if faults := findings(files, Findings()).faults:
        raise BundleRefused(f"the bundle would not hold, and was not written: {faults[0]}")
    return files


def _read_me(contents: Contents) -> str:
    """What is told to whoever opens the folder, with what limits the bundle."""
    audience = contents.briefing.audience
    warnings = "" if audience == LEVELS[0] else _NOT_PUBLIC.format(audience=audience)
    warnings += _SINGLE_HANDED if contents.answer.policy == "single_handed" else ""
    proofs = _PROVED if contents.proofs else _UNSIGNED
    return _READ_ME.format(title=plain(contents.briefing.title), proofs=proofs, warnings=warnings)


def verifier() -> bytes:
    """The program that a stranger checks a bundle with."""
    return Path(__file__).with_name("verify.py").read_bytes()


def _payload(contents: Contents) -> dict[str, bytes]:
    answer = contents.answer.model_dump(mode="json", by_alias=True)
    files = {
        "records.jsonl": b"".join(line.text + b"\n" for line in contents.records),
        "proofs.jsonl": _lines(_proofs(contents)),
        "custody.jsonl": _lines(custody_of(captures_in(contents.records), contents.handled)),
        "findings/answer.json": canonical_json(answer) + b"\n",
        "findings/briefing.html": written(contents.briefing, ".html"),
        "findings/briefing.json": written(contents.briefing, ".json"),
    }
    files |= {f"captures/{sha256}": content for sha256, content in contents.captures.items()}
    files |= {f"{TIME_STAMPS}{name}.tsr": reply for name, reply in contents.time_stamps.items()}
    if contents.proofs:
        keys = "".join(f"{line}\n" for line in contents.proofs.keys)
        files |= {"checkpoint.txt": contents.proofs.note, "keys.txt": keys.encode()}
    return files


def _proofs(contents: Contents) -> list[dict[str, Any]]:
    """For each record what proves it, and last for the public head; only what it would be of, where nothing does."""
    proofs = contents.proofs
    leaves = proofs.leaves if proofs else {}
    records = [_proof(_entry(line), leaves.get(line.place)) for line in contents.records]
    return [*records, _proof({"export": contents.briefing.head}, proofs.export if proofs else None)]


def _entry(line: Line) -> dict[str, Any]:
    return {**line.place._asdict(), "digest": line.digest}


def _proof(entry: dict[str, Any], leaf: OpenLeaf | None) -> dict[str, Any]:
    """The proof of an entry; there is none where the leaf holds another, as of what a team sees beyond the public."""
    if leaf is None or leaf.entry != entry:
        return {"entry": entry}
    return {"entry": entry, "number": leaf.number, "salt": leaf.salt, "path": list(leaf.path)}


def _lines(values: Iterable[Mapping[str, Any]]) -> bytes:
    return b"".join(canonical_json(value) + b"\n" for value in values)
