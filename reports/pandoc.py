"""Pandoc, as a program of its own: content of one format in, of another out.

Invariant: it runs in its sandbox, reads no file that the text names, is given no setting of this machine, and has an
end: its memory and its time are bounded.
"""

import subprocess
import sys
from collections.abc import Sequence
from importlib.resources import as_file, files
from importlib.resources.abc import Traversable

from evidence.errors import PandocFailed

_SECONDS = 120.0
_MEMORY = ("+RTS", "-M1g", "-RTS")


def pandoc(content: str | bytes, *, source: str, target: str, options: Sequence[str] = ()) -> bytes:
    """Turn content of one format into another; raises PandocFailed where it is missing, fails or does not end."""
    command = [*_MEMORY, "--sandbox", f"--from={source}", f"--to={target}", *options, "--output=-"]
    try:
        with as_file(_program()) as program:
            ran = subprocess.run(  # noqa: S603 -- a fixed program; the text goes in as input, never as an argument
                [program, *command],
                input=content.encode("utf-8", "replace") if isinstance(content, str) else content,
                env={"LC_ALL": "C.UTF-8"},
                capture_output=True,
                timeout=_SECONDS,
                check=False,
            )
    except OSError as error:
        raise PandocFailed("pandoc is not there: make the environment again (make environment)") from error
    except subprocess.TimeoutExpired as error:
        raise PandocFailed(f"pandoc did not end within {_SECONDS:g} seconds and was stopped") from error
    if ran.returncode:
        raise PandocFailed(f"pandoc could not make {target} of {source} (exit code {ran.returncode})")
    return ran.stdout


def _program() -> Traversable:
    """The pandoc that is locked with this program, whatever else is installed."""
    return files("pypandoc").joinpath("files", "pandoc.exe" if sys.platform == "win32" else "pandoc")
