"""Runs a program for as long as whoever started this lives: ``python -m tests.graph.neo4j_guard PIDFILE PROGRAM ...``.

Standard input is a pipe that nobody writes to. It ends when its other side does, however that came: then the program
is asked to end, and made to if it does not. A parent that is killed leaves nothing behind.
"""

import signal
import subprocess
import sys
import threading
from pathlib import Path

PATIENCE = 20.0
"""Seconds that the program has to end after it was asked to."""


def main() -> None:
    """Run the program; exit as it does."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C at a terminal reaches the program and our parent themselves
    program = subprocess.Popen(sys.argv[2:], stdin=subprocess.DEVNULL)
    Path(sys.argv[1]).write_text(str(program.pid), encoding="utf-8")
    threading.Thread(target=_end_with_parent, args=(program,), daemon=True).start()
    sys.exit(program.wait())


def _end_with_parent(program: "subprocess.Popen[bytes]") -> None:
    sys.stdin.buffer.read()
    program.terminate()
    try:
        program.wait(PATIENCE)
    except subprocess.TimeoutExpired:
        program.kill()


if __name__ == "__main__":
    main()
