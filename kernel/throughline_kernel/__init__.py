"""The library that this wheel carries. It has no interface of its own: Throughline's graph/compiled calls it."""

from pathlib import Path

LIBRARY = Path(__file__).with_name("kernel.lib")
"""The same name on every system: what a library is called matters only to who looks for one by name."""
