"""What a wheel and a source distribution ship: the four packages and the vocabulary, nothing that lies about."""

import shutil
import subprocess
import sys
import tarfile
import zipfile
from pathlib import Path

import pytest
from hatchling.builders.sdist import SdistBuilder
from hatchling.builders.wheel import WheelBuilder

ROOT = Path(__file__).parent.parent
PACKAGES = ("evidence", "graph", "reports", "api")
DECOYS = (
    "evidence/secret.sqlite",
    "evidence/notes.txt",
    "evidence/exchange/case.jsonl",
    "data/vocabulary/interview.md",
    "data/vocabulary/names.csv",
    "api/static/photo.jpg",
    "api/templates/draft.txt",
    "names.csv",
    ".env",
)


@pytest.fixture(scope="module")
def tracked() -> frozenset[str]:
    """The files of the project, as git knows them."""
    listed = subprocess.run(["git", "ls-files", "-z"], cwd=ROOT, check=True, capture_output=True, text=True).stdout
    return frozenset(name for name in listed.split("\0") if name and (ROOT / name).is_file())


@pytest.fixture(scope="module")
def tree(tracked: frozenset[str], tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A copy of the project in which files lie about that nobody meant to ship."""
    root = tmp_path_factory.mktemp("tree")
    for name in tracked:
        (root / name).parent.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(ROOT / name, root / name)
    for name in DECOYS:
        (root / name).parent.mkdir(parents=True, exist_ok=True)
        (root / name).write_text("not to be shipped", encoding="utf-8")
    return root


@pytest.fixture(scope="module")
def wheel(tree: Path, tmp_path_factory: pytest.TempPathFactory) -> frozenset[str]:
    """The names of the files in the wheel."""
    (built,) = WheelBuilder(str(tree)).build(directory=str(tmp_path_factory.mktemp("wheel")), versions=["standard"])
    with zipfile.ZipFile(built) as archive:
        return frozenset(archive.namelist())


@pytest.fixture(scope="module")
def sdist(tree: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The source distribution, unpacked."""
    folder = tmp_path_factory.mktemp("sdist")
    (built,) = SdistBuilder(str(tree)).build(directory=str(folder), versions=["standard"])
    with tarfile.open(built) as archive:
        archive.extractall(folder, filter="data")
    return folder / Path(built).name.removesuffix(".tar.gz")


def of_packages(tracked: frozenset[str]) -> frozenset[str]:
    return frozenset(name for name in tracked if name.split("/")[0] in PACKAGES)


def of_vocabulary(tracked: frozenset[str]) -> frozenset[str]:
    return frozenset(name for name in tracked if name.startswith("data/vocabulary/") and name.endswith(".toml"))


def names_below(folder: Path) -> frozenset[str]:
    return frozenset(file.relative_to(folder).as_posix() for file in folder.rglob("*") if file.is_file())


def without_metadata(wheel: frozenset[str]) -> frozenset[str]:
    return frozenset(name for name in wheel if ".dist-info/" not in name)


def test_the_wheel_ships_the_packages_and_the_vocabulary_and_nothing_else(
    wheel: frozenset[str], tracked: frozenset[str]
) -> None:
    terms = frozenset(f"evidence/terms/{Path(name).name}" for name in of_vocabulary(tracked))
    assert terms
    assert without_metadata(wheel) == of_packages(tracked) | terms


def test_the_wheel_carries_its_licence(wheel: frozenset[str]) -> None:
    assert [name for name in wheel if name.endswith(".dist-info/licenses/LICENSE")]


def test_the_source_distribution_ships_what_a_build_needs_and_nothing_else(
    sdist: Path, tracked: frozenset[str]
) -> None:
    papers = {"README.md", "CHANGELOG.md", "LICENSE", "pyproject.toml", ".gitignore", "PKG-INFO"}
    assert names_below(sdist) == of_packages(tracked) | of_vocabulary(tracked) | papers


def test_the_source_distribution_builds_the_same_wheel(sdist: Path, wheel: frozenset[str], tmp_path: Path) -> None:
    (built,) = WheelBuilder(str(sdist)).build(directory=str(tmp_path), versions=["standard"])
    with zipfile.ZipFile(built) as archive:
        assert frozenset(archive.namelist()) == wheel


def test_the_vocabulary_is_read_from_the_wheel(tree: Path, tmp_path: Path) -> None:
    (built,) = WheelBuilder(str(tree)).build(directory=str(tmp_path), versions=["standard"])
    with zipfile.ZipFile(built) as archive:
        archive.extractall(tmp_path / "installed")
    program = "import evidence.vocabulary as v; print(v._folder()); print(len(v.vocabulary().predicates))"
    ran = subprocess.run(
        [sys.executable, "-c", program],
        cwd=tmp_path,
        env={"PYTHONPATH": str(tmp_path / "installed")},
        check=True,
        capture_output=True,
        text=True,
    )
    folder, count = ran.stdout.split()
    assert Path(folder) == tmp_path / "installed" / "evidence" / "terms"
    assert int(count) > 0
