"""What the wheel of the compiled kernel carries, and on which machines it says that it runs."""

import tarfile
import zipfile
from pathlib import Path

import pytest
from hatchling.builders.sdist import SdistBuilder
from hatchling.builders.wheel import WheelBuilder

from tests.graph.kernel_fixtures import SOURCES

CARRIED = {"throughline_kernel/__init__.py", "throughline_kernel/kernel.lib"}


def carried(wheel: Path) -> set[str]:
    """The files of a wheel that are not about itself."""
    with zipfile.ZipFile(wheel) as archive:
        return {name for name in archive.namelist() if ".dist-info/" not in name}


def built(sources: Path, folder: Path) -> Path:
    (wheel,) = WheelBuilder(str(sources)).build(directory=str(folder), versions=["standard"])
    return Path(wheel)


def test_the_wheel_carries_the_library_and_nothing_to_build_it_from(kernel_wheel: Path) -> None:
    assert carried(kernel_wheel) == CARRIED
    assert "-py3-none-" in kernel_wheel.name
    assert not kernel_wheel.name.endswith("-any.whl")


def test_the_wheel_carries_the_licence_of_the_project(kernel_wheel: Path) -> None:
    with zipfile.ZipFile(kernel_wheel) as archive:
        (licence,) = [name for name in archive.namelist() if name.endswith(".dist-info/licenses/LICENSE")]
        assert archive.read(licence) == (SOURCES.parent / "LICENSE").read_bytes()


@pytest.mark.usefixtures("kernel_wheel")
def test_nothing_is_left_beside_the_wheel(tmp_path: Path) -> None:
    wheel = built(SOURCES, tmp_path)
    assert list(tmp_path.iterdir()) == [wheel]


@pytest.mark.usefixtures("kernel_wheel")
def test_its_platform_can_be_named(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("KERNEL_PLATFORM", "manylinux_2_17_x86_64")
    assert built(SOURCES, tmp_path).name.endswith("-py3-none-manylinux_2_17_x86_64.whl")


@pytest.mark.usefixtures("kernel_wheel")
def test_the_source_distribution_builds_the_same_wheel(tmp_path: Path) -> None:
    (packed,) = SdistBuilder(str(SOURCES)).build(directory=str(tmp_path), versions=["standard"])
    with tarfile.open(packed) as archive:
        archive.extractall(tmp_path, filter="data")
    assert carried(built(Path(packed.removesuffix(".tar.gz")), tmp_path / "wheel")) == CARRIED


def test_without_a_compiler_it_is_said_what_to_do(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("CC", "nonesuch -x")
    with pytest.raises(SystemExit, match="There is no C compiler 'nonesuch': install one, or name it in CC"):
        built(SOURCES, tmp_path)
