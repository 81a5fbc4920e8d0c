"""What was promised and done: commitments, outcomes, and actions by campaigns.

Invariant: an ending is no denial, and nobody is credited: who brought something about is said only by a claim. What
was promised or done is told as said by the source of the best claim that tells it, as claims themselves are.
"""

from collections.abc import Iterable, Iterator, Sequence

from evidence.views import ActionView, ClaimView, CommitmentView, DisputeView, OutcomeView, ReplyView
from evidence.vocabulary import vocabulary
from reports.document import Item, Passage, Remark, Section, Sentence, Telling
from reports.one_sentence import in_one
from reports.scene import Scene
from reports.stated_dates import event_in_words
from reports.teller import Teller
from reports.wording import as_said, ended, listed, named, names_in, names_of

NO_CREDIT = Remark(
    "An ending is no denial. Nobody is credited here: that somebody brought an outcome about is said only where a "
    "claim says so."
)


def commitments(teller: Teller, scene: Scene) -> Section:
    """What parties promised, and what became of it."""
    items = tuple(_commitment(one, teller) for one in scene.commitments())
    return Section("commitments", "Commitments, and what became of them", items, _unless(items, "commitment"))


def outcomes(teller: Teller, scene: Scene) -> Section:
    """What parties did about the claims, with the reasons that are given."""
    disputes = scene.disputes()
    items = tuple(_outcome(one, disputes, teller) for one in scene.outcomes())
    remarks = (NO_CREDIT,) if items else _unless(items, "outcome")
    return Section("outcomes", "Outcomes, and the reasons given", items, remarks)


def outcomes_in_short(outcomes: Iterable[OutcomeView], teller: Teller) -> Iterator[Passage]:
    """A sentence for each outcome, of the claims told already that it concerns, and every reply to who tells of it."""
    told = {claim.id for claim in teller.told}
    replies: dict[str, ReplyView] = {}
    for one in outcomes:
        claims = [teller.claim(id_) for id_ in one.claims]
        about = [teller.claim(id_) for id_ in one.about if id_ in told]
        yield _what_was_done(one, claims, about or claims, teller)
        replies.update({reply.id: reply for claim in claims for reply in claim.replies})
    yield from map(teller.reply, replies.values())


def actions(teller: Teller, scene: Scene) -> Section:
    """What campaigns did."""
    items = tuple(_action(one, teller) for one in scene.actions())
    return Section("actions", "Actions by campaigns", items, _unless(items, "action"))


def _unless(items: tuple[Item, ...], what: str) -> tuple[Remark, ...]:
    return () if items else (Remark(f"The record holds no {what} that concerns what is told here."),)


def _commitment(one: CommitmentView, teller: Teller) -> Item:
    claims = [teller.claim(id_) for id_ in one.claims]
    notes = teller.cite(claims)
    made, due = (event_in_words(edtf).removeprefix("date ") for edtf in (one.made, one.due))
    state = vocabulary().label("commitment_state", one.state)
    became = Sentence(f"State on the record: {ended(state)}", notes)
    dated = f"made: {made}; due: {due}"
    wording = in_one(one.wording, names_of([one.party]) | names_in(claims))
    text = f"{one.party.name} promised ({dated}), {as_said(claims)}: {ended(wording)}"
    promised = Sentence(text, notes)
    return Item(f"A promise by {one.party.name}", (promised, became), _labelled(("Claims", one.claims), teller=teller))


def _outcome(one: OutcomeView, disputes: Sequence[DisputeView], teller: Teller) -> Item:
    told_by, about = ([teller.claim(id_) for id_ in ids] for ids in (one.claims, one.about))
    told = _what_was_done(one, told_by, about, teller)
    remarks = [] if one.reasons else [Remark("The record holds no claim about the reasons.")]
    disputed = [dispute.key for dispute in disputes if {*one.claims, *one.reasons} & set(dispute.claims)]
    remarks += [Remark(f"What is told of it is disputed: see {listed(disputed)}.")] if disputed else []
    claims = _labelled(("Claims", one.claims), ("Reasons given", one.reasons), ("Concerns", one.about), teller=teller)
    heading = f"{_label(one)}: {named(one.by)}, {event_in_words(one.date)}"
    return Item(heading, (told, *remarks), claims)


def _what_was_done(
    one: OutcomeView, told_by: Sequence[ClaimView], about: Sequence[ClaimView], teller: Teller
) -> Sentence:
    done = f"{_label(one)} by {named(one.by)} ({event_in_words(one.date)})"
    concerns = f"it concerns what is claimed in {listed(claim.key for claim in about)}"
    return Sentence(f"{done}, {as_said(told_by)}; {concerns}.", teller.cite(told_by))


def _label(one: OutcomeView) -> str:
    return vocabulary().label("outcome_kind", one.kind).capitalize()


def _action(one: ActionView, teller: Teller) -> Item:
    label = vocabulary().label("action_kind", one.kind).capitalize()
    by, to, when = named(one.by), named(one.to), event_in_words(one.date)
    signed = f" Signatures as stated: {ended(one.signatures)}" if one.signatures else ""
    claims = [teller.claim(id_) for id_ in one.claims]
    says = f", {as_said(claims)}" if claims else ""
    wording = in_one(one.wording, names_of((*one.by, *one.to)) | names_in(claims))
    text = f"{label} by {by}, addressed to {to} ({when}){says}: {ended(wording)}{signed}"
    notes = teller.cite(claims)
    unsourced = Remark(f"Recorded without a source, and so not stated as a fact: {text}")
    return Item(
        f"{label}: {by}, {when}",
        (Sentence(text, notes) if notes else unsourced,),
        _labelled(("Claims", one.claims), teller=teller),
    )


def _labelled(*claims: tuple[str, Iterable[str]], teller: Teller) -> tuple[tuple[str, tuple[Telling, ...]], ...]:
    """The claims under each label, told in order; a label without claims is left out."""
    told = ((label, teller.tell(ids)) for label, ids in claims)
    return tuple((label, tellings) for label, tellings in told if tellings)
