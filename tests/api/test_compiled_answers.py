"""Answers of the embedded engine with its compiled kernel, where the settings ask for it."""

import pytest

from api.resources import open_resources
from evidence.settings import Settings
from graph.compiled.store import CompiledStore
from tests.api.command_line import CommandLine, claim, entity
from tests.api.http_door import added


@pytest.fixture
def with_kernel(harbour: CommandLine, kernel_is_installed: None, monkeypatch: pytest.MonkeyPatch) -> CommandLine:
    """The small case, for which the kernel is installed and asked for."""
    monkeypatch.setenv("THROUGHLINE_KERNEL", "compiled")
    return harbour


def test_the_answer_is_the_same(with_kernel: CommandLine, monkeypatch: pytest.MonkeyPatch) -> None:
    compiled = with_kernel.done("chains", "E1", "E3", "--format", "json")
    monkeypatch.setenv("THROUGHLINE_KERNEL", "numpy")
    assert with_kernel.done("chains", "E1", "E3", "--format", "json") == compiled
    assert '"sentence"' in compiled


def test_the_kernel_searches_what_was_made_anew_read_and_followed(with_kernel: CommandLine) -> None:
    for _ in range(2):
        resources = open_resources(Settings())
        assert isinstance(resources.store("public"), CompiledStore)
        resources.close()
    added(
        with_kernel.address,
        [entity("E7", "Quay Trust"), claim("C5", "E1", "funds", "E7", "S1")],
        investigation="harbour",
    )
    resources = open_resources(Settings())
    followed = resources.store("public")
    resources.close()
    assert isinstance(followed, CompiledStore)
    assert followed.recent is not None


@pytest.mark.usefixtures("no_kernel_is_installed")
def test_where_it_is_not_installed_the_search_is_refused(harbour: CommandLine, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("THROUGHLINE_KERNEL", "compiled")
    refused = harbour("chains", "E1", "E3")
    assert (refused.code, refused.out) == (1, "")
    assert "THROUGHLINE_KERNEL=compiled wants the compiled kernel" in refused.err
    assert harbour.done("status")
