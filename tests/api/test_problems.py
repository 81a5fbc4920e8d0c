"""Refusals as problem details: every class has its kind, and none says more than it should."""

import inspect
import subprocess
import sys

import pytest
from pydantic import ValidationError

from api.parameters import ChainParameters
from api.problems import INTERNAL, KINDS, Problem, kind_of, of_status, problem_of
from evidence import errors
from evidence.errors import (
    AmbiguousName,
    CaseRefused,
    EvidenceError,
    Mistake,
    NotFound,
    WordingRefused,
)
from evidence.unfit import UnfitSentence

BASES = {errors.EvidenceError, errors.LedgerError, errors.Refused}
TREE = [
    one for _, one in inspect.getmembers(errors, inspect.isclass) if issubclass(one, EvidenceError) and one not in BASES
]


def refusal(**values: object) -> ValidationError:
    with pytest.raises(ValidationError) as refused:
        ChainParameters.model_validate(values)
    return refused.value


@pytest.mark.parametrize("error", TREE, ids=lambda error: error.__name__)
def test_every_refusal_has_a_kind_of_its_own(error: type[EvidenceError]) -> None:
    assert error in KINDS
    assert 400 <= KINDS[error].status < 600


def test_no_two_refusals_share_a_type() -> None:
    slugs = [KINDS[error].slug for error in TREE]
    assert len(slugs) == len(set(slugs))


def test_a_class_that_is_not_listed_is_what_its_base_is() -> None:
    class Hidden(NotFound):
        """A refusal that somebody adds."""

    assert kind_of(Hidden()) == KINDS[NotFound]


def test_a_problem_has_the_members_of_the_standard() -> None:
    problem = problem_of(NotFound("there is no such entity"), instance="/api/v1/entities/E9")
    assert problem == {
        "type": "urn:problem-type:throughline:not-found",
        "title": "Not found",
        "status": 404,
        "detail": "there is no such entity",
        "instance": "/api/v1/entities/E9",
    }


def test_candidates_of_an_ambiguous_name_are_listed() -> None:
    problem = problem_of(AmbiguousName("Harbour", [("E2", "Harbour Institute", "organisation")]))
    assert problem["candidates"] == [{"key": "E2", "name": "Harbour Institute", "kind": "organisation"}]


def test_mistakes_of_a_case_are_listed() -> None:
    problem = problem_of(CaseRefused([Mistake("claims.yaml", 7, "is missing")]))
    assert problem["mistakes"] == [{"file": "claims.yaml", "line": 7, "reason": "is missing"}]


def test_sentences_that_no_briefing_may_say_are_listed() -> None:
    problem = problem_of(WordingRefused([UnfitSentence("a reply is left out", "claim C1", "Reply of X")]))
    assert problem["status"] == 422
    assert problem["sentences"] == [{"wrong": "a reply is left out", "place": "claim C1", "text": "Reply of X"}]


def test_invalid_input_is_named_and_not_repeated() -> None:
    problem = problem_of(refusal(**{"from": ["A"], "to": ["B"], "max_hops": "a secret"}))
    assert [one["name"] for one in problem["errors"]] == ["max_hops"]
    assert "secret" not in str(problem)


def test_an_error_that_was_not_foreseen_says_nothing_of_itself() -> None:
    problem = problem_of(RuntimeError("a secret"))
    assert problem["status"] == INTERNAL.status == 500
    assert "secret" not in str(problem)


@pytest.mark.parametrize("status", [404, 405, 413, 421, 500])
def test_a_bare_status_is_a_problem_too(status: int) -> None:
    problem: Problem = of_status(status)
    assert problem["status"] == status
    assert problem["title"]
    assert problem["detail"]


def test_no_web_framework_is_imported_for_a_problem() -> None:
    program = "import sys, api.problems; print([name for name in sys.modules if name in ('fastapi', 'starlette')])"
    ran = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True)
    assert ran.stdout.strip() == "[]"


def test_pydantic_refusals_are_kinds_as_well() -> None:
    assert kind_of(refusal()).status == 422
