"""An engine is asked in a process of its own, and no question outlasts its limit."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import psutil
import pytest

from benchmarks.asked import PLAIN, Chain
from benchmarks.asking import EngineProcess, Named, prepared
from tests.benchmarks.made_engines import BROKEN, COUNTING, DEAF, FAILING, HUNGRY, LINGERING, OBLIGING


@contextmanager
def opened(engine: Named, folder: Path) -> Iterator[EngineProcess]:
    process = EngineProcess(engine, folder, grace=1.0)
    try:
        yield process
    finally:
        process.close()


def test_the_answer_comes_in_numbers_of_the_made_graph_with_its_seconds(tmp_path: Path) -> None:
    with opened(OBLIGING, tmp_path) as process:
        told = process.ask("ask", (4, 5), PLAIN, seconds=9)
        assert told.answer == [Chain((4, 5), (6,))]
        assert 0 < told.seconds < 9
        assert not told.timed_out
        assert process.ask("within", 7, seconds=9).answer == 7


@pytest.mark.parametrize("engine", [LINGERING, DEAF, HUNGRY])
def test_a_question_without_an_answer_has_timed_out_and_the_next_one_is_answered(engine: Named, tmp_path: Path) -> None:
    with opened(engine, tmp_path) as process:
        told = process.ask("ask", (4, 5), PLAIN, seconds=0.1)
        assert (told.answer, told.seconds, told.timed_out) == (None, 0.1, True)
        assert process.ask("shortest", (4, 5), seconds=9).answer == 4


ROW = [("shortest", ((4, 5),)), ("ask", ((6, 7), PLAIN)), ("within", (8,)), ("shortest", ((9, 1),))]


def test_questions_in_a_row_are_answered_as_each_by_itself(tmp_path: Path) -> None:
    with opened(OBLIGING, tmp_path) as process:
        told = process.ask_in_a_row(ROW, seconds=9)
        assert [one.answer for one in told] == [4, [Chain((6, 7), (6,))], 8, 9]
        assert all(0 < one.seconds < 9 and not one.timed_out for one in told)


@pytest.mark.parametrize("engine", [LINGERING, DEAF, HUNGRY])
def test_a_question_in_a_row_that_times_out_takes_no_other_answer_away(engine: Named, tmp_path: Path) -> None:
    with opened(engine, tmp_path) as process:
        told = process.ask_in_a_row(ROW, seconds=0.1)
        assert [one.answer for one in told] == [4, None, 8, 9]
        assert [one.timed_out for one in told] == [False, True, False, False]


def test_ahead_of_a_row_it_is_asked_again_what_it_answered_quickly(tmp_path: Path) -> None:
    quick, slow = ("shortest", ((4, 5),)), ("within", (8,))
    with opened(COUNTING, tmp_path) as process:
        assert [one.answer for one in process.ask_in_a_row([quick, slow, quick], seconds=9)] == [1, 2, 3]
        assert [one.answer for one in process.ask_in_a_row([quick], seconds=9)] == [6]


def test_an_engine_that_fails_is_no_engine_that_is_slow(tmp_path: Path) -> None:
    with pytest.raises(RuntimeError, match="failing failed"), opened(FAILING, tmp_path) as process:
        process.ask("ask", (4, 5), PLAIN, seconds=9)


def test_an_engine_that_fails_in_a_row_is_none_either(tmp_path: Path) -> None:
    with pytest.raises(RuntimeError, match="failing failed"), opened(FAILING, tmp_path) as process:
        process.ask_in_a_row(ROW, seconds=9)


def test_memory_is_that_of_the_process_and_of_what_it_started(tmp_path: Path) -> None:
    with opened(OBLIGING, tmp_path) as process:
        resident, mapped = process.memory()
        assert resident > 10**12 + 10_000_000
        assert 0 <= mapped < resident - 10**12


def test_no_process_outlives_its_engine(tmp_path: Path) -> None:
    before = set(psutil.Process().children())
    with opened(OBLIGING, tmp_path):
        assert any(child.name().startswith("python") for child in set(psutil.Process().children()) - before)
    left = [child for child in set(psutil.Process().children()) - before if "spawn_main" in " ".join(child.cmdline())]
    assert left == []


def test_files_that_cannot_be_made_are_an_error(tmp_path: Path) -> None:
    prepared(OBLIGING, tmp_path)
    broken = Named("broken", BROKEN.open, BROKEN.open)  # type: ignore[arg-type]
    with pytest.raises(RuntimeError, match="files of broken"):
        prepared(broken, tmp_path)
