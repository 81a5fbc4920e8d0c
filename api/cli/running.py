"""Running a command line: arguments in, an exit code out, every refusal told in one way.

Exit codes: 0 done; 1 refused, or not found; 2 the command line itself is wrong; 3 the ledger is missing or damaged.
"""

import json
import sys
from collections.abc import Sequence
from typing import NoReturn

import typer

from evidence.errors import EvidenceError, LedgerError

DONE, REFUSED, USAGE, LEDGER = 0, 1, 2, 3
USAGE_ERROR: type[typer.TyperException] = typer.BadParameter.__mro__[2]
"""What typer raises for a wrong command line; it has no public name for the class that they share."""


def main(arguments: Sequence[str] | None = None) -> NoReturn:
    """Run ``throughline`` and exit."""
    given = list(sys.argv[1:] if arguments is None else arguments)
    as_json = "--json" in given
    sys.exit(_run([argument for argument in given if argument != "--json"], as_json=as_json))


def _run(arguments: list[str], *, as_json: bool) -> int:
    from api.cli.commands import app

    try:
        app(arguments, prog_name="throughline", standalone_mode=not as_json)
    except SystemExit as end:
        return end.code if isinstance(end.code, int) else DONE
    except USAGE_ERROR as error:
        return _wrong_usage(error.format_message())
    except (EvidenceError, OSError, ValueError) as error:
        return _refused(error, as_json=as_json)
    return DONE


def _wrong_usage(told: str) -> int:
    from api.problems import invalid

    _print_problem(invalid([{"loc": ("command line",), "msg": told}]))
    return USAGE


def _refused(error: Exception, *, as_json: bool) -> int:
    if as_json:
        from api.problems import problem_of

        _print_problem(problem_of(error))
    else:
        print(_in_words(error), file=sys.stderr)
    return LEDGER if isinstance(error, LedgerError) else REFUSED


def _print_problem(problem: dict[str, object]) -> None:
    print(json.dumps(problem, ensure_ascii=False), file=sys.stderr)


def _in_words(error: Exception) -> str:
    """The refusal as people read it; pydantic's says field by field what does not fit, without the input."""
    from pydantic import ValidationError

    if isinstance(error, ValidationError):
        told = error.errors(include_url=False, include_context=False, include_input=False)
        return "\n".join(
            f"{'.'.join(map(str, one['loc']))}: {one['msg'].removeprefix('Value error, ')}" for one in told
        )
    return str(error)
