"""Loading placed drafts into a ledger: all of them in one transaction, or none, with every mistake named."""

from collections.abc import Callable, Sequence

from sqlmodel import Session

from evidence.database import reading, writing
from evidence.entering import Entered, enter
from evidence.errors import CaseRefused, Mistake
from evidence.exchange.placed import Placed
from evidence.ledger import Ledger
from evidence.plan import Plan, Refusal
from evidence.recording import named

Progress = Callable[[int, int], None]


def load(
    ledger: Ledger,
    placed: Sequence[Placed],
    *,
    actor: str | None,
    investigation: str,
    supersede: bool = False,
    progress: Progress | None = None,
) -> Entered:
    """Load drafts as they come from elsewhere, status included; loading twice changes nothing.

    Raises CaseRefused with file, line and reason of every mistake; then nothing is loaded.
    """
    by = named(actor)
    with writing(ledger.engine) as session:
        plan = _plan(session, placed, investigation, supersede)
        return enter(plan, actor=by, elsewhere=True, progress=progress)


def check(ledger: Ledger, placed: Sequence[Placed], *, investigation: str, supersede: bool = False) -> Entered:
    """Say what a load would do, without doing it; raises CaseRefused as a load would."""
    with reading(ledger.engine) as session:
        return Entered.of(_plan(session, placed, investigation, supersede))


def _plan(session: Session, placed: Sequence[Placed], investigation: str, supersede: bool) -> Plan:
    plan = Plan(session, investigation, [one.draft for one in placed], supersede)
    if plan.refusals:
        raise CaseRefused([_mistake(placed[refusal.number], refusal) for refusal in plan.refusals])
    return plan


def _mistake(placed: Placed, refusal: Refusal) -> Mistake:
    return Mistake(placed.file, placed.place.line_of(refusal.path), f"{placed.draft.key}: {refusal.error}")
