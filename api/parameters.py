"""The parameters of a chain search as text, the same names on every door, and the question that they make.

Invariant: every name is resolved within the graph of the audience, so a hidden entity is not found.
"""

import datetime as dt
import re
from collections.abc import Sequence
from typing import Annotated, Literal, Self

from pydantic import AfterValidator, BaseModel, BeforeValidator, ConfigDict, Field, model_validator

from evidence.draft_fields import Term
from evidence.ids import named_outright
from evidence.locating import the_one
from evidence.settings import Level
from evidence.views import EntityView
from evidence.vocabulary import vocabulary
from graph.question import MOST_HOPS, Question
from graph.store import GraphStore

_ARROW = "->"
_ISO_DAY = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")

Class = Literal["flow", "association", "structure", "programme", "place", "accountability"]

Kind = Literal["organisation", "person", "place", "programme", "allegation", "group"]
PredicateName = Annotated[str, Term("predicates")]
SourceType = Annotated[str, Term("source_type")]


def _entity_type(term: str) -> str:
    if not any(term in types for types in vocabulary().types.values()):
        raise ValueError("is no type of entity")
    return term


def iso_day(text: object) -> object:
    """A day as ISO 8601 writes it; a bare number is none."""
    if isinstance(text, str) and not _ISO_DAY.fullmatch(text):
        raise ValueError("write a day, such as 2015-01-01")
    return text


EntityType = Annotated[str, AfterValidator(_entity_type)]
KnownAt = Annotated[str | None, Field(max_length=40, description="as recorded by a sequence number or a UTC time")]
Audience = Annotated[Level | None, Field(description="who reads the answer; public unless configured")]


class Reader(BaseModel):
    """For whom something is asked; a parameter that is not known is refused."""

    model_config = ConfigDict(extra="forbid", frozen=True, populate_by_name=True, hide_input_in_errors=True)

    audience: Audience = None


class Parameters(Reader):
    """What every question of the record has."""

    known_at: KnownAt = None


class SearchParameters(Parameters):
    """What ``chains``, ``exposure`` and ``impact`` share; entities by key, id or name."""

    from_: Annotated[
        tuple[str, ...],
        Field(alias="from", min_length=1, description="where the chains start", examples=[["British Council"]]),
    ]
    max_hops: Annotated[int, Field(ge=1, le=MOST_HOPS, description="the longest chain")] = 6
    limit: Annotated[int, Field(ge=1, le=10_000, description="how many chains at most")] = 10
    via: Annotated[tuple[str, ...], Field(description="entities that a chain must pass")] = ()
    avoid: Annotated[tuple[str, ...], Field(description="entities that no chain may pass")] = ()
    valid_on: Annotated[
        dt.date | None,
        BeforeValidator(iso_day),
        Field(description="only hops whose hull holds this day", examples=["2015-01-01"]),
    ] = None
    predicate: Annotated[tuple[PredicateName, ...], Field(description="only hops of these predicates")] = ()
    class_: Annotated[tuple[Class, ...], Field(alias="class", description="only hops of these classes")] = ()
    type: Annotated[tuple[EntityType, ...], Field(description="only entities of these types between the ends")] = ()
    min_standing: Annotated[
        Literal["unjudged", "reported", "corroborated", "documented", "established"],
        Field(description="no hop of a lower standing"),
    ] = "unjudged"
    min_time: Annotated[
        Literal["impossible", "sequence", "possible", "observed"], Field(description="no worse time verdict")
    ] = "sequence"
    backwards: Annotated[bool, Field(description="read time and scope from TO to FROM")] = False
    same_arrangement: Annotated[bool, Field(description="only chains within one arrangement")] = False
    through_hubs: Annotated[bool, Field(description="let chains pass places, groups and hub sides")] = False
    turns: Annotated[bool, Field(description="let neighbouring flow hops run against each other")] = False
    detours: Annotated[bool, Field(description="keep chains that a better, shorter one makes idle")] = False
    steps: Annotated[int, Field(ge=1, description="budget of steps")] = 1_000_000
    seconds: Annotated[float, Field(gt=0, allow_inf_nan=False, description="budget of seconds")] = 30.0

    def question(self, store: GraphStore, targets: frozenset[str], *, best_of_each: bool = False) -> Question:
        """The question, with every name resolved; raises NotFound, AmbiguousName, UnknownTerm."""
        return Question(
            sources=ids_named(store, self.from_),
            targets=targets,
            max_hops=self.max_hops,
            limit=self.limit,
            via=ids_named(store, self.via),
            avoid=ids_named(store, self.avoid),
            valid_on=self.valid_on.toordinal() if self.valid_on else None,
            predicates=frozenset(self.predicate),
            classes=frozenset(self.class_),
            types=frozenset(self.type),
            min_standing=self.min_standing,
            min_time=self.min_time,
            backwards=self.backwards,
            same_arrangement=self.same_arrangement,
            through_hubs=self.through_hubs,
            turns=self.turns,
            detours=self.detours,
            steps=self.steps,
            seconds=self.seconds,
            best_of_each=best_of_each,
        )


class ChainParameters(SearchParameters):
    """A chain search between two sets."""

    to: Annotated[
        tuple[str, ...], Field(min_length=1, description="where the chains end", examples=[["Xinjiang Police College"]])
    ]


def ends_in(text: str) -> ChainParameters:
    """The question after chains that is written 'FROM -> TO'; raises ValueError."""
    start, arrow, end = (part.strip() for part in text.partition(_ARROW))
    if not (start and arrow and end):
        raise ValueError(f"two ends are written 'FROM {_ARROW} TO'")
    return ChainParameters(**{"from": (start,)}, to=(end,))


class ExposureParameters(SearchParameters):
    """From one set to every entity of a kind."""

    to_kind: Annotated[Kind, Field(description="the kind of entity that the chains end at")]
    to_type: Annotated[str | None, Field(description="and its type")] = None

    @model_validator(mode="after")
    def _type_of_the_kind(self) -> Self:
        if self.to_type is not None and self.to_type not in vocabulary().types.get(self.to_kind, {}):
            raise ValueError(f"to_type is no type of {self.to_kind}")
        return self


class ImpactParameters(SearchParameters):
    """What retracting a source or claim would do; with both ends, to their chains too."""

    key: Annotated[str, Field(min_length=1, description="a source or a claim, by key or id", examples=["S09"])]
    from_: Annotated[tuple[str, ...], Field(alias="from", description="where chains start")] = ()
    to: Annotated[tuple[str, ...], Field(description="where chains end")] = ()

    @model_validator(mode="after")
    def _both_ends_or_none(self) -> Self:
        if bool(self.from_) != bool(self.to):
            raise ValueError("from and to are given together or not at all")
        return self


def ids_named(store: GraphStore, names: tuple[str, ...]) -> frozenset[str]:
    """The ids that keys, ids or names lead to, among what the store holds; raises NotFound, AmbiguousName."""
    return frozenset(the_one(name, _named(store, name), store.names).id for name in names)


def _named(store: GraphStore, name: str) -> Sequence[EntityView]:
    """An id that is named outright is looked for as nothing else, so that no key takes over a permanent address."""
    outright = named_outright(name)
    return store.entities(store.numbers([outright])) if outright else store.named(name)
