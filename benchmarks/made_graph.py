"""A made graph of the shape of the Offshore Leaks data: the truth that every measured engine is loaded from.

Invariant: the same size, seed and variant give the same columns, bit for bit; number order is key order; no two hops
are one relation. The variants share ends, standings, dates and levels, and differ in predicates, scopes and kinds:
``plain`` has associations without scopes, ``full`` has flows, programmes and scopes on the same ends.
"""

import shutil
from dataclasses import dataclass, fields
from pathlib import Path
from typing import Literal

import numpy as np
import numpy.typing as npt

from benchmarks.made_dates import made_dates

Variant = Literal["plain", "full"]
Numbers = npt.NDArray[np.int64]
Column = npt.NDArray[np.int32]
Code = npt.NDArray[np.int8]

ENTITIES, HOPS = 2_000_000, 3_300_000
"""At size 1, as in the Offshore Leaks data."""

HUB_SHARES = (0.040, 0.034, 0.029, 0.025, 0.022, 0.019)
"""What part of all hops each of the six hubs has an end of: 132,000 down to 62,000 at size 1."""

PREDICATES = (
    "cooperates_with",
    "funds",
    "part_of",
    "participates_in",
    "partners_with",
    "runs",
    "supplies",
    "trains",
    "visits",
)
"""In code-point order, so that the order of codes is the order of the rank."""

UNDIRECTED = ("cooperates_with", "partners_with")
KINDS = ("organisation", "person", "programme")
VISIBILITIES = ("public", "team", "restricted", "custodian")

_GROUPS = ("cooperates_with", "partners_with", "visits")
"""The plain predicates. In the full variant each stands for a group of its own, so parallel hops stay apart."""
_GROUP_PARTS = (0.45, 0.40, 0.15)
_AMONG_OTHERS = (("cooperates_with", "trains"), ("partners_with", "funds"), ("visits", "supplies"))
_INTO_PROGRAMME = ("participates_in", "runs", "funds")
_AMONG_PROGRAMMES = ("part_of", "funds", "supplies")

_STANDING_PARTS = (0.10, 0.42, 0.15, 0.23, 0.10)
_VISIBILITY_PARTS = (0.94, 0.03, 0.02, 0.01)
_PARALLEL = 0.03
_RARE_KIND = 0.02
_SCOPED = 0.15
_EXPONENT = 2.2


@dataclass(frozen=True, slots=True)
class MadeGraph:
    """Columns by hop number, then by entity number. Days are ordinals, +-10**9: unbounded; a core with first > last
    is empty. ``predicate``, ``kind`` and ``visibility`` index the tuples above, ``level`` is 0 unjudged to 4
    established, ``scope`` an entity number or -1. Ends of an undirected predicate are in key order.
    """

    subject: Column
    object: Column
    predicate: Code
    level: Code
    origins: Code
    hull_first: Column
    hull_last: Column
    core_first: Column
    core_last: Column
    scope: Column
    visibility: Code
    kind: Code

    @property
    def size(self) -> int:
        """How many entities there are."""
        return len(self.kind)

    @property
    def public(self) -> Numbers:
        """The hops that the public may see: all that any engine is given."""
        return np.flatnonzero(self.visibility == VISIBILITIES.index("public"))

    @property
    def lies_in(self) -> Column:
        """The scope of each hop, recorded or by the rule for programmes; -1: none."""
        subject_is, object_is = (self.kind[ends] == KINDS.index("programme") for ends in (self.subject, self.object))
        by_rule = np.where(subject_is, self.subject, self.object)
        return np.where((self.scope < 0) & (subject_is != object_is), by_rule, self.scope).astype(np.int32)

    @property
    def degree(self) -> Numbers:
        """How many hops each entity has."""
        ends = np.concatenate([self.subject, self.object])
        return np.bincount(ends, minlength=self.size).astype(np.int64)


def save(graph: MadeGraph, folder: Path) -> None:
    """Write the columns into a folder, a file each, all of them or no folder."""
    building = folder.with_name(f"{folder.name}.building")
    shutil.rmtree(building, ignore_errors=True)
    building.mkdir(parents=True)
    for column in fields(MadeGraph):
        np.save(building / f"{column.name}.npy", getattr(graph, column.name))
    building.rename(folder)


def load(folder: Path) -> MadeGraph:
    """The columns of a folder, read from disk as they are needed."""
    return MadeGraph(**{one.name: np.load(folder / f"{one.name}.npy", mmap_mode="r") for one in fields(MadeGraph)})


def key(number: int) -> str:
    """The key of an entity; zero-padded, so that number order is key order."""
    return f"E{number:07d}"


def id_(number: int) -> str:
    """The id of an entity, in the same order."""
    return f"e{number:07d}"


def made(size: float = 1.0, seed: int = 1, variant: Variant = "plain") -> MadeGraph:
    """A graph of 2.0 million entities and 3.3 million hops, times ``size``."""
    return made_of(round(ENTITIES * size), round(HOPS * size), seed, variant)


def made_of(entities: int, hops: int, seed: int, variant: Variant) -> MadeGraph:
    """A graph of exactly so many entities and hops; at least eight entities, and no fewer hops than entities."""
    if entities < 8 or hops < entities:
        raise ValueError(f"{entities} entities and {hops} hops: there must be at least 8, and as many hops")
    low, high, group = _ends(_stream(seed, "ends"), entities, hops)
    level = _drawn(_stream(seed, "level"), hops, _STANDING_PARTS)
    rare = _stream(seed, "kind").random(entities) < _RARE_KIND
    subject, object_, predicate = _relations(_stream(seed, "relations"), (low, high, group), rare, variant)
    dates = made_dates(_stream(seed, "dates"), hops)
    return MadeGraph(
        subject=subject.astype(np.int32),
        object=object_.astype(np.int32),
        predicate=predicate,
        level=level,
        origins=_origins(_stream(seed, "origins"), level),
        hull_first=dates.hull_first,
        hull_last=dates.hull_last,
        # What no counting citation says is certain on no day.
        core_first=np.where(level == 0, 1, dates.core_first).astype(np.int32),
        core_last=np.where(level == 0, 0, dates.core_last).astype(np.int32),
        scope=_scopes(_stream(seed, "scopes"), (subject, object_), rare, variant),
        visibility=_drawn(_stream(seed, "visibility"), hops, _VISIBILITY_PARTS),
        kind=np.where(rare, KINDS.index("person" if variant == "plain" else "programme"), 0).astype(np.int8),
    )


def _stream(seed: int, name: str) -> np.random.Generator:
    """Random numbers of their own for each column, so that the variants share what they do not change."""
    return np.random.default_rng([seed, *name.encode()])


def _drawn(rng: np.random.Generator, count: int, parts: tuple[float, ...]) -> Code:
    return np.searchsorted(np.cumsum(parts)[:-1], rng.random(count), side="right").astype(np.int8)


def _origins(rng: np.random.Generator, level: Code) -> Code:
    several = np.minimum(1 + rng.geometric(0.6, len(level)), 9)
    return np.choose(level, [0, 1, several, 1, several]).astype(np.int8)


def _ends(rng: np.random.Generator, entities: int, hops: int) -> tuple[Numbers, Numbers, Code]:
    """Ends in number order and group of each hop, no two alike, sorted.

    Every entity has one hop to a preferred end; the others join two preferred ends, some of them in parallel.
    """
    cumulated = np.cumsum(_weights(rng, entities))

    def preferred(count: int) -> Numbers:
        found: Numbers = np.searchsorted(cumulated, rng.random(count) * cumulated[-1]).astype(np.int64)
        return found

    found = _codes(rng, np.arange(entities), preferred(entities), entities)
    while len(found) < hops:
        lacking = hops - len(found)
        again = found[rng.integers(0, len(found), int(lacking * _PARALLEL))] // len(_GROUPS)
        more = _codes(rng, preferred(lacking), preferred(lacking), entities)
        beside = _codes(rng, again // entities, again % entities, entities)
        added = np.setdiff1d(np.concatenate([more, beside]), found)
        found = np.concatenate([found, rng.permutation(added)[:lacking]])
    found = np.sort(found[:hops])
    pair = found // len(_GROUPS)
    return pair // entities, pair % entities, (found % len(_GROUPS)).astype(np.int8)


def _weights(rng: np.random.Generator, entities: int) -> npt.NDArray[np.float64]:
    """How much each entity is preferred: a power law, and six hubs above it."""
    weights = np.minimum((1 - rng.random(entities)) ** (-1 / (_EXPONENT - 1)), entities / 60)
    hubs = rng.choice(entities, len(HUB_SHARES), replace=False)
    drawn = entities + 2 * (HOPS / ENTITIES - 1) * entities
    shares = np.array(HUB_SHARES) * HOPS / ENTITIES * entities / drawn
    weights[hubs] = 0
    weights[hubs] = shares / (1 - shares.sum()) * weights.sum()
    return weights


def _codes(rng: np.random.Generator, one: Numbers, other: Numbers, entities: int) -> Numbers:
    """Pair and group as one number, each once, hops from an entity to itself left out."""
    low, high, group = np.minimum(one, other), np.maximum(one, other), _drawn(rng, len(one), _GROUP_PARTS)
    codes = (low * entities + high) * len(_GROUPS) + group
    return np.unique(codes[low != high])


def _relations(
    rng: np.random.Generator, ends: tuple[Numbers, Numbers, Code], rare: npt.NDArray[np.bool_], variant: Variant
) -> tuple[Numbers, Numbers, Code]:
    """Subject, object and predicate of each hop."""
    low, high, group = ends
    turned = rng.random(len(low)) < 0.5
    second = rng.random(len(low)) < 0.55
    programmes = rare[low].astype(np.int8) + rare[high]
    choice = np.zeros(len(low), np.int8)
    for number, plain in enumerate(_GROUPS):
        if variant == "plain":
            names = (plain,) * 4
        else:
            names = (*_AMONG_OTHERS[number], _INTO_PROGRAMME[number], _AMONG_PROGRAMMES[number])
        case = np.where(programmes == 0, second, programmes + 1)
        codes = np.array([PREDICATES.index(name) for name in names], np.int8)
        choice = np.where(group == number, codes[case.astype(np.int8)], choice)
    # Into a programme leads all but funding, which a programme may also hand on.
    fixed = (variant == "full") & (programmes == 1) & (choice != PREDICATES.index("funds"))
    turned = np.where(fixed, rare[low], turned)
    turned &= ~np.isin(choice, [PREDICATES.index(name) for name in UNDIRECTED])
    return np.where(turned, high, low), np.where(turned, low, high), choice.astype(np.int8)


def _scopes(
    rng: np.random.Generator, ends: tuple[Numbers, Numbers], rare: npt.NDArray[np.bool_], variant: Variant
) -> Column:
    """The programme of some hops: that of the busier end, so that neighbouring hops often share it."""
    none = np.full(len(ends[0]), -1, np.int32)
    programmes = np.flatnonzero(rare)
    if variant == "plain" or not len(programmes):
        return none
    home = programmes[rng.integers(0, len(programmes), len(rare))]
    degree = np.bincount(np.concatenate(ends), minlength=len(rare))
    busier = np.where(degree[ends[0]] >= degree[ends[1]], *ends)
    scoped = (rng.random(len(none)) < _SCOPED) & ~rare[ends[0]] & ~rare[ends[1]]
    return np.where(scoped, home[busier], none).astype(np.int32)
