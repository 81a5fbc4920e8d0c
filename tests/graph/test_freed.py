"""What arrays needed is not held once they are gone."""

import platform
import subprocess
import sys
from pathlib import Path

import pytest

FREED = """
import sys
import numpy as np, psutil
from graph.freed import give_back_freed
if sys.argv[1] == "told":
    give_back_freed()
np.ones(30 << 20, np.uint8)
before = psutil.Process().memory_info().rss
several = [np.ones(1 << 20, np.uint8) for _ in range(54)]
del several
print((psutil.Process().memory_info().rss - before) >> 20)
"""


def held(told: str) -> int:
    """Megabytes held by a new process after arrays of 54 MB were freed."""
    root = Path(__file__).parent.parent.parent
    ran = subprocess.run([sys.executable, "-c", FREED, told], cwd=root, capture_output=True, text=True, check=True)
    return int(ran.stdout)


@pytest.mark.skipif(
    platform.libc_ver()[0] != "glibc",
    reason="memory that the GNU C library keeps; enable: run it on a system with glibc",
)
def test_memory_of_arrays_is_given_back_and_without_telling_so_it_is_not() -> None:
    assert held("told") < 10 < held("not told")
