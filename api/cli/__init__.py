"""The command line, ``throughline``: a door like any other. What is heavy is imported by the command that needs it."""

from api.cli.running import main

__all__ = ["main"]
