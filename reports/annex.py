"""The annex of a briefing: its hops and its citations as rows, joined by claims and by the numbers of notes.

Invariant: every claim that is told, in a hop or beside it, comes with all its notes and with every reply to it, and
every note of the briefing is there, whatever kind it is. One table, which is passed on alone, says in each row how far
to trust it. A text that a spreadsheet could take for a formula is guarded, so that opening the annex runs nothing.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from reports.document import Briefing, ChainPart, ClaimPart, HopPart, Note, Passage, Remark, Sentence, Telling
from reports.edition_told import edition_lines
from reports.escaping import plain
from reports.summary import NOT_ALL

Cell = str | int
Row = tuple[Cell, ...]

HOP_COLUMNS = (
    "chain",
    "hop",
    "from",
    "verb",
    "to",
    "within",
    "standing",
    "origins",
    "weakest",
    "contested",
    "claim",
    "polarity",
    "period",
    "said",
    "replies",
    "notes",
)
CITATION_COLUMNS = (
    "note",
    "source",
    "retracted",
    "citation",
    "title",
    "publisher",
    "date",
    "address",
    "origin",
    "locator",
    "quote",
    "language",
    "translation",
    "translator",
    "kind",
    "grades",
    "capture",
    "captured",
    "sha256",
    "quote check",
)
_OF_NO_HOP = ("",) * HOP_COLUMNS.index("claim")
"""The cells before a claim that is told beside the hops."""
_OF_NO_CLAIM = ("",) * (len(HOP_COLUMNS) - 1)
"""The cells before a citation of what is no claim, such as a reply or a sentence of a house's template."""
_BLANK = (*_OF_NO_CLAIM, *("" for _ in CITATION_COLUMNS))
"""A row of the one table that is of no claim and of no citation."""
_RUNS = tuple("=+-@\t\r＝＋－＠")
"""How a cell begins that a spreadsheet computes."""


@dataclass(frozen=True, slots=True)
class Table:
    """Columns and rows, each cell inert."""

    name: str
    columns: tuple[str, ...]
    rows: tuple[Row, ...]


def annex(briefing: Briefing) -> tuple[Table, Table]:
    """The hops, a row for each claim of each, then the claims told beside them; and the citations, a row for each
    note."""
    told, chains = dict(_told(briefing)), _chains(briefing)
    hops = [row for chain in chains for hop in chain.hops for row in _hop(chain, hop, told)]
    walked = {mention.anchor for chain in chains for hop in chain.hops for mention in hop.claims}
    beside = [(*_OF_NO_HOP, *_claim(claim)) for anchor, claim in sorted(told.items()) if anchor not in walked]
    citations = tuple(_inert(_citation(note)) for note in briefing.notes)
    rows = tuple(_inert(row) for row in (*hops, *beside))
    return Table("hops", HOP_COLUMNS, rows), Table("citations", CITATION_COLUMNS, citations)


def joined(briefing: Briefing) -> Table:
    """One table of both: a row for each citation of each claim, and one for each other citation."""
    hops, citations = annex(briefing)
    by_number = {row[0]: row for row in citations.rows}
    cited = [(row, int(number)) for row in hops.rows for number in str(row[-1]).split("; ") if number]
    others = by_number.keys() - {number for _, number in cited}
    rows = [(*row[:-1], *by_number[number]) for row, number in cited]
    rows += [(*_OF_NO_CLAIM, *row) for number, row in by_number.items() if number in others]
    same = _same_in_each_row(briefing)
    columns = (*HOP_COLUMNS[:-1], *CITATION_COLUMNS, *same)
    told = (*_not_all(briefing), *rows) or (_BLANK,)
    return Table("hops and citations", columns, tuple((*row, *same.values()) for row in told))


def ended_early(briefing: Briefing) -> bool:
    """Whether a search that it tells of ended at its budget."""
    parts = briefing.sections
    items = (passage for part in parts for item in part.items for passage in item.passages)
    return NOT_ALL in (*briefing.summary, *(passage for part in parts for passage in part.passages), *items)


def _not_all(briefing: Briefing) -> Iterator[Row]:
    """A row before all others, for who reads the first ones and not every column."""
    if ended_early(briefing):
        place = HOP_COLUMNS.index("said")
        yield (*_BLANK[:place], NOT_ALL.text, *_BLANK[place + 1 :])


def _same_in_each_row(briefing: Briefing) -> dict[str, Cell]:
    """What all of the table is of, by column: it has no place but its rows."""
    limits = (*briefing.trust, *(one for one in briefing.summary if isinstance(one, Remark)))
    told: dict[str, Cell] = {"how far to trust it": guarded(" ".join(one.text for one in limits))}
    tree, lines = briefing.checkpoint, edition_lines(briefing)
    told |= {"public tree": f"size {tree.size}, root {tree.root}"} if tree else {}
    return {**told, "edition": guarded(" ".join(lines))} if lines else told


def guarded(text: str) -> str:
    """The text as one visible line that no spreadsheet computes."""
    return f"'{plain(text)}" if text.startswith(_RUNS) or plain(text).startswith(_RUNS) else plain(text)


def _inert(row: Sequence[Cell | None]) -> Row:
    return tuple(guarded(cell) if isinstance(cell, str) else "" if cell is None else cell for cell in row)


def _chains(briefing: Briefing) -> list[ChainPart]:
    return sorted((chain for route in briefing.routes for chain in route.chains), key=lambda chain: chain.number)


def _told(briefing: Briefing) -> Iterator[tuple[int, ClaimPart]]:
    """Each claim that is told in full, by its anchor."""
    hops = (hop.tellings for chain in _chains(briefing) for hop in chain.hops)
    items = (tellings for section in briefing.sections for item in section.items for _, tellings in item.claims)
    for tellings in (*hops, *items):
        yield from ((one.anchor, one) for one in _in_full(tellings))


def _in_full(tellings: Iterable[Telling]) -> Iterator[ClaimPart]:
    yield from (one for one in tellings if isinstance(one, ClaimPart))


def _hop(chain: ChainPart, hop: HopPart, told: Mapping[int, ClaimPart]) -> Iterator[Sequence[Cell | None]]:
    for mention in hop.claims:
        yield (
            chain.number,
            hop.number,
            hop.start,
            hop.verb,
            hop.end,
            hop.scope,
            hop.standing,
            hop.origins,
            _yes(hop.weakest),
            _yes(hop.contested),
            *_claim(told[mention.anchor]),
        )


def _claim(claim: ClaimPart) -> tuple[Cell | None, ...]:
    return (
        claim.key,
        "denies" if claim.denies else "affirms",
        claim.period,
        " ".join(passage.text for passage in claim.sentences),
        " ".join(passage.text for passage in claim.replies),
        "; ".join(map(str, _numbers((*claim.sentences, *claim.replies)))),
    )


def _numbers(passages: Iterable[Passage]) -> list[int]:
    return sorted({number for one in passages if isinstance(one, Sentence) for number in one.notes})


def _citation(note: Note) -> Sequence[Cell | None]:
    source = note.source
    return (
        note.number,
        source.key,
        _yes(source.retracted),
        "".join(run.text for run in note.cited),
        source.title,
        source.publisher,
        source.date,
        source.address,
        note.origin,
        note.locator,
        note.quote,
        note.lang,
        note.translation,
        note.translator,
        note.assertion,
        note.grades,
        note.capture,
        note.captured,
        note.sha256,
        note.quote_check,
    )


def _yes(held: bool) -> str:
    return "yes" if held else "no"
