"""The head over what is public: what is printed and handed out carries it.

Invariant: it is worked out from the public export alone, so nothing hidden moves it, and whoever has the export
can check it: it is the SHA-256 of ``throughline export jsonl``, investigations by name, one after another.
"""

import hashlib
import io

from sqlmodel import Session, col, select

from evidence.exchange.cut import drafts_for
from evidence.exchange.jsonl import write_jsonl
from evidence.models import Investigation


def public_head(session: Session) -> str:
    """The SHA-256, in hex, of the public export of the ledger as it is now."""
    text = io.StringIO()
    for name in session.exec(select(Investigation.name).order_by(col(Investigation.name))):
        write_jsonl(drafts_for(session, "public", name), text)
    return hashlib.sha256(text.getvalue().encode()).hexdigest()
