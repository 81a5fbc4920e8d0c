"""What a run leaves out is listed, or refused."""

from pathlib import Path

import psycopg
import pytest

from tests import postgresql
from tests.conftest import LONGEST

pytest_plugins = ["pytester"]

LEFT_OUT = """
import pytest

def test_kept():
    pass

@pytest.mark.skip(reason="pages in a browser; enable: install Chromium")
def test_left_out():
    pass
"""

LEFT_OUT_WHOLE = """
import pytest

pytest.skip("the shared cases; enable: put them there", allow_module_level=True)
"""


@pytest.fixture
def run(pytester: pytest.Pytester, monkeypatch: pytest.MonkeyPatch) -> pytest.Pytester:
    monkeypatch.delenv("THROUGHLINE_TEST_REQUIRE_ALL", raising=False)
    pytester.makeconftest(Path(__file__).with_name("conftest.py").read_text(encoding="utf-8"))
    return pytester


def test_a_skip_is_listed_with_how_to_enable_it(run: pytest.Pytester) -> None:
    run.makepyfile(LEFT_OUT)
    result = run.runpytest("-p", "no:cacheprovider")
    result.assert_outcomes(passed=1, skipped=1)
    result.stdout.fnmatch_lines(["*left out*", "pages in a browser; enable: install Chromium [[]1]"])


def test_a_file_skipped_whole_is_listed(run: pytest.Pytester) -> None:
    run.makepyfile(LEFT_OUT_WHOLE)
    run.runpytest().stdout.fnmatch_lines(["the shared cases; enable: put them there [[]1]"])


@pytest.mark.parametrize("text", [LEFT_OUT, LEFT_OUT_WHOLE])
def test_a_skip_fails_where_everything_is_required(
    run: pytest.Pytester, monkeypatch: pytest.MonkeyPatch, text: str
) -> None:
    monkeypatch.setenv("THROUGHLINE_TEST_REQUIRE_ALL", "1")
    run.makepyfile(text)
    result = run.runpytest()
    assert result.ret != 0
    result.stdout.fnmatch_lines(["*left out, though THROUGHLINE_TEST_REQUIRE_ALL is set: *; enable: *"])


def test_an_expected_failure_is_no_skip(run: pytest.Pytester, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("THROUGHLINE_TEST_REQUIRE_ALL", "1")
    run.makepyfile("import pytest\n\n@pytest.mark.xfail\ndef test_fails():\n    assert False\n")
    run.runpytest().assert_outcomes(xfailed=1)


FAILING = """
from pathlib import Path

def test_fails(server):
    Path("server").write_text(server)
    assert False
"""

ON_BOTH = """
def test_there_is_a_place(place):
    assert str(place("ledger"))
"""


def test_ledgers_are_made_on_both_databases_or_on_the_one_that_was_asked_for(run: pytest.Pytester) -> None:
    run.makepyfile(ON_BOTH)
    for arguments, left in (([], 2), (["--database", "sqlite"], 1)):
        result = run.runpytest("--collect-only", "-q", *arguments)
        assert len([line for line in result.outlines if "test_there_is_a_place" in line]) == left


def test_where_there_is_no_server_its_ledgers_are_left_out_with_how_to_enable_them(
    run: pytest.Pytester, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv(postgresql.OWN_URL, raising=False)
    monkeypatch.setattr(postgresql, "programs", lambda: None)
    run.makepyfile(ON_BOTH)
    result = run.runpytest("-p", "no:cacheprovider")
    result.assert_outcomes(passed=1, skipped=1)
    result.stdout.fnmatch_lines(["ledgers on PostgreSQL; enable: apt-get install postgresql*[[]1]"])


def test_the_server_is_gone_at_the_end_even_if_a_test_fails(
    run: pytest.Pytester, monkeypatch: pytest.MonkeyPatch, server: str
) -> None:
    monkeypatch.delenv(postgresql.OWN_URL, raising=False)
    run.makepyfile(FAILING)
    run.runpytest("-p", "no:cacheprovider").assert_outcomes(failed=1)
    used = (run.path / "server").read_text(encoding="utf-8")
    assert used != server
    with pytest.raises(psycopg.OperationalError):
        psycopg.connect(used)


def test_long_files_are_begun_first(run: pytest.Pytester) -> None:
    for name in ("api/test_a.py", "graph/test_search.py", "graph/test_neo4j_faults.py"):
        file = run.path / name
        file.parent.mkdir(exist_ok=True)
        file.write_text("def test_it(): pass\n", encoding="utf-8")
    told = run.runpytest("--collect-only", "-q", "--import-mode=importlib").outlines[:3]
    assert [line.partition("::")[0] for line in told] == [
        "graph/test_neo4j_faults.py",
        "graph/test_search.py",
        "api/test_a.py",
    ]


def test_every_long_file_is_there() -> None:
    root = Path(__file__).parent.parent
    assert [name for name in LONGEST if not (root / name).exists() and not (root / "tests" / name).exists()] == []
