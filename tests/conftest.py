"""What a run leaves out: listed at its end with how to enable it, or refused where everything is required.

A skip's reason reads "WHAT IS LEFT OUT; enable: HOW". With THROUGHLINE_TEST_REQUIRE_ALL=1 a skip is a failure.
"""

import os
from collections import Counter
from collections.abc import Generator

import pytest
from hypothesis import settings

REQUIRE_ALL = "THROUGHLINE_TEST_REQUIRE_ALL"


def pytest_configure() -> None:
    """No example has a deadline: a machine may be busy, and no test of ours measures time."""
    settings.register_profile("throughline", deadline=None)
    settings.load_profile("throughline")


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport() -> Generator[None, pytest.TestReport, pytest.TestReport]:
    """A test that was skipped where everything is required has failed."""
    report = yield
    if not hasattr(report, "wasxfail"):
        _refuse_skip(report)
    return report


@pytest.hookimpl(wrapper=True)
def pytest_make_collect_report() -> Generator[None, pytest.CollectReport, pytest.CollectReport]:
    """So has a file that was skipped whole."""
    report = yield
    _refuse_skip(report)
    return report


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    """List what was left out, each reason once."""
    reasons = Counter(_reason(report) for report in terminalreporter.getreports("skipped"))
    if reasons:
        terminalreporter.section("left out")
    for reason, count in sorted(reasons.items()):
        terminalreporter.write_line(f"{reason} [{count}]")


def _refuse_skip(report: pytest.TestReport | pytest.CollectReport) -> None:
    if report.outcome == "skipped" and os.environ.get(REQUIRE_ALL) == "1":
        report.outcome = "failed"
        report.longrepr = f"left out, though {REQUIRE_ALL} is set: {_reason(report)}"


def _reason(report: pytest.TestReport | pytest.CollectReport) -> str:
    """The reason that the skip gave; pytest keeps it as (file, line, "Skipped: reason")."""
    place = report.longrepr
    return place[2].removeprefix("Skipped: ") if isinstance(place, tuple) else str(place)
