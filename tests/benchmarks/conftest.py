"""What the tests of benchmarks share: the compiled kernel."""

from tests.graph.kernel_fixtures import installed_wheel, kernel_is_installed, kernel_wheel

__all__ = ["installed_wheel", "kernel_is_installed", "kernel_wheel"]
