"""The machine and the programs that a measurement was made with, because its times mean nothing without them."""

import platform
from importlib.metadata import version
from pathlib import Path

import psutil

_LIBRARIES = ("numpy", "igraph", "networkx", "neo4j")
_CPU_INFO = Path("/proc/cpuinfo")


def described() -> str:
    """One sentence for people."""
    memory = psutil.virtual_memory().total / 1e9
    libraries = ", ".join(f"{name} {version(name)}" for name in _LIBRARIES)
    return (
        f"{_processor()}, {psutil.cpu_count()} cores, {memory:.0f} GB of memory, {platform.system()}; "
        f"Python {platform.python_version()}, {libraries}."
    )


def _processor() -> str:
    """The processor's name, where the system tells it."""
    lines = _CPU_INFO.read_text(encoding="utf-8").splitlines() if _CPU_INFO.exists() else []
    named = (line.partition(":")[2].strip() for line in lines if line.startswith("model name"))
    return next(named, platform.machine())
