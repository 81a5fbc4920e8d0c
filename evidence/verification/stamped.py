"""Whether the time stamps that are kept beside checkpoints and captures hold.

Invariant: none passes for good that was not checked with a root that is trusted; what cannot be checked is told, and is
no fault. Reading never fails. Nothing is written, and no authority is asked.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path

from cryptography.x509 import Certificate

from evidence.drafts import CaptureDraft
from evidence.errors import CaptureMismatch, NotFound, NoTimeAuthority, TimeStampRefused
from evidence.timestamps import CAPTURES, Stamped, kept_in, match, roots_in, stamped_at, verify
from evidence.vault import endless
from evidence.verification.faults import Fault, Unchecked
from evidence.verification.refolding import Refolded

_REFUSED = (TimeStampRefused, NotFound, CaptureMismatch)


@dataclass(slots=True)
class Stamps:
    """How many time stamps hold, which do not, and which could not be checked."""

    holding: int = 0
    faults: list[Fault] = field(default_factory=list)
    unchecked: list[Unchecked] = field(default_factory=list)


def judge_stamps(folded: Refolded, folder: Path, vault: Path, roots: Path | None) -> Stamps:
    """Judge what lies in a folder of checkpoints; ``roots`` is the file of those who are trusted, if any."""
    stamps, (trusted, lacking) = Stamps(), _trusted(roots)
    for base in kept_in(folder):
        try:
            _judge(stamps, stamped_at(base, vault), trusted, lacking)
        except _REFUSED as error:
            stamps.faults.append(Fault("timestamp", str(base), str(error), _about(folded, base)))
        except OSError as error:
            told = f"it cannot be read: {error.strerror}"
            stamps.faults.append(Fault("timestamp", str(base), told, _about(folded, base)))
    return stamps


def _judge(stamps: Stamps, stamped: Stamped, trusted: Sequence[Certificate], lacking: str) -> None:
    if endless(stamped.query) or endless(stamped.reply):
        raise TimeStampRefused("a request or a reply is no file")
    if not stamped.reply.exists():
        stamps.unchecked.append(Unchecked(str(stamped.base), "there is a request for a time stamp, and no reply"))
    elif lacking:
        match(stamped)
        stamps.unchecked.append(Unchecked(str(stamped.base), f"its time stamp was not checked: {lacking}"))
    else:
        verify(stamped, trusted)
        stamps.holding += 1


def _trusted(roots: Path | None) -> tuple[list[Certificate], str]:
    """The certificates that are trusted, or why there are none."""
    try:
        return roots_in(roots), ""
    except NoTimeAuthority as error:
        return [], str(error)
    except OSError as error:
        return [], f"{roots}, which THROUGHLINE_TSA_ROOTS names, cannot be read: {error.strerror}"


def _about(folded: Refolded, base: Path) -> tuple[str, ...]:
    """The records of the captures that a time stamp is of, by their bytes."""
    if base.parent.name != CAPTURES:
        return ()
    captures = ((record.id, record.draft) for record in folded.records.values())
    return tuple(own for own, draft in captures if isinstance(draft, CaptureDraft) and draft.sha256 == base.name)
