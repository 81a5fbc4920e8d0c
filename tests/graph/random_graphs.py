"""Small random disclosures and questions: dense, with every complication that the rules know."""

from random import Random

from evidence.dates import parse_period
from evidence.views import CitationView, ClaimView, Disclosure, EntityView, NameView, ReplyView, SourceView
from graph.question import STANDINGS, TIMES, Question

KINDS = ("organisation", "organisation", "organisation", "organisation", "programme", "place", "group")
PREDICATES = (
    "funds",
    "trains",
    "partners_with",
    "visits",
    "part_of",
    "participates_in",
    "runs",
    "located_in",
    "alleged_involvement_in",
    "found",
)
PERIODS: tuple[tuple[str | None, str | None], ...] = (
    (None, None),
    (None, None),
    ("2016", None),
    ("2017-05", None),
    ("2018-02-03", None),
    ("2018-02-03", None),
    ("2015/2017", None),
    ("2016-03-01/2018-06-30", None),
    ("2018-07-01/2019-12-31", None),
    ("2014-01-01/2015-12-31", None),
    ("2017~/2019%", None),
    ("2017/..", "2019-05-01"),
    ("2016-05/..", None),
    ("2018/", None),
    ("../2016", None),
    ("/2017-06-30", None),
    (None, "2018-02-03"),
    (None, "2015-06-01"),
)
ASSERTIONS = ("official_record", "own_statement", "press_report", "press_report", "ngo_finding", "allegation")
ATTRIBUTIONS = ("denies", "answers_something_else", "acknowledges", "other_explanation")


def random_disclosure(rng: Random) -> Disclosure:
    """Four to six entities and a dozen claims; keys may coincide, ids do not."""
    entities = [_entity(rng, number) for number in range(rng.randint(4, 6))]
    sources = [
        SourceView(
            f"s{n}", f"S{n}", f"Source {n}", rng.choice((" Alpha", "alpha", "Beta", "gamma")), rng.random() < 0.15
        )
        for n in range(5)
    ]
    claims: dict[str, ClaimView] = {}
    for _ in range(rng.randint(4, 9)):
        said = random_claim(rng, len(claims), entities, sources)
        claims[said.id] = said
        for _ in range(rng.choice((0, 0, 1, 2))):
            again = random_claim(rng, len(claims), entities, sources, like=said)
            claims[again.id] = again
    return Disclosure(
        "public", "four_eyes", {one.id: one for one in entities}, {one.id: one for one in sources}, claims
    )


def random_claim(
    rng: Random,
    number: int,
    entities: list[EntityView],
    sources: list[SourceView],
    *,
    like: ClaimView | None = None,
) -> ClaimView:
    """A claim of a new relation, or one more of much the same."""
    subject, object_ = rng.sample(entities, 2)
    predicate = rng.choice(PREDICATES)
    if like and like.object:
        subject, object_, predicate = like.subject, like.object, like.predicate
        if rng.random() < 0.3:
            subject, object_ = object_, subject
    scopes = [one for one in entities if one.kind == "programme" and one not in (subject, object_)]
    key = f"C{number // 2}" if rng.random() < 0.1 else f"C{number}"
    return ClaimView(
        id=f"c{number}",
        key=key,
        subject=subject,
        predicate=predicate,
        object=object_ if rng.random() < 0.97 else None,
        scope=rng.choice([None, *scopes]),
        affirms=rng.random() < 0.85,
        period=parse_period(*rng.choice(PERIODS)),
        outcome="accepted" if rng.random() < 0.9 else "work_needed",
        citations=tuple(_citation(rng, sources) for _ in range(rng.choice((1, 1, 2)))),
        replies=(ReplyView("r", "R", subject, rng.choice(ATTRIBUTIONS)),) if rng.random() < 0.1 else (),
    )


def random_question(rng: Random, disclosure: Disclosure) -> Question:
    """A question between one or two entities on either side, every parameter now and then."""
    ids = sorted(disclosure.entities)
    return Question(
        sources=frozenset(rng.sample(ids, rng.choice((1, 1, 2)))),
        targets=frozenset(rng.sample(ids, rng.choice((1, 1, 2)))),
        max_hops=rng.choice((2, 3, 5)),
        limit=rng.choice((1, 2, 10, 100)),
        via=frozenset(rng.sample(ids, 1)) if rng.random() < 0.08 else frozenset(),
        avoid=frozenset(rng.sample(ids, 1)) if rng.random() < 0.08 else frozenset(),
        valid_on=parse_period(rng.choice(("2016-05-05", "2018-02-03"))).start_earliest if rng.random() < 0.1 else None,
        predicates=frozenset(rng.sample(PREDICATES, 6)) if rng.random() < 0.08 else frozenset(),
        classes=frozenset({"flow", "association", "structure"}) if rng.random() < 0.08 else frozenset(),
        types=frozenset({"police_force"}) if rng.random() < 0.08 else frozenset(),
        min_standing=rng.choice(STANDINGS) if rng.random() < 0.2 else "unjudged",
        min_time=rng.choice(TIMES) if rng.random() < 0.5 else "sequence",
        backwards=rng.random() < 0.3,
        same_arrangement=rng.random() < 0.1,
        through_hubs=rng.random() < 0.4,
        turns=rng.random() < 0.4,
        detours=rng.random() < 0.4,
        best_of_each=rng.random() < 0.25,
    )


def _entity(rng: Random, number: int) -> EntityView:
    key = f"E{number // 2}" if rng.random() < 0.1 else f"E{number}"
    types = ("police_force",) if rng.random() < 0.5 else ()
    id_, name = f"e{rng.randint(0, 9)}{number}", f"Entity {number}"
    return EntityView(id_, key, rng.choice(KINDS), name, (NameView(name),), types)


def _citation(rng: Random, sources: list[SourceView]) -> CitationView:
    cited = rng.choice(sources)
    return CitationView(
        cited,
        rng.choice((cited.origin, cited.origin, "ALPHA", "delta")),
        rng.choice(ASSERTIONS),
        reliability=rng.choice((None, None, "A", "C", "E", "F")),
        credibility=rng.choice((None, None, "1", "2", "4", "6")),
    )
