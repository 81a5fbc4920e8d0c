"""Running a command line: arguments in, an exit code out, every refusal told in one way.

Exit codes: 0 done; 1 refused, or not found; 2 the command line itself is wrong; 3 the ledger is missing or damaged, or
cannot be read now; 4 something changed under an edition, or its bytes are others or cannot be made here; 130
ended by SIGINT.
"""

import json
import os
import re
import sys
from collections.abc import Sequence
from typing import NoReturn

import typer

from evidence.errors import EvidenceError, LedgerError

DONE, REFUSED, USAGE, LEDGER, CHANGED = 0, 1, 2, 3, 4
AS_JSON = "--json"
_NO_TEXT = re.compile("[\ud800-\udfff]")
"""What Python makes of bytes that are no UTF-8; a file may have such a name, a record has not."""


def main(arguments: Sequence[str] | None = None) -> NoReturn:
    """Run ``throughline`` and exit."""
    given = list(sys.argv[1:] if arguments is None else arguments)
    try:
        sys.exit(_run([argument for argument in given if argument != AS_JSON], as_json=AS_JSON in given))
    finally:
        _flush()


def _run(arguments: list[str], *, as_json: bool) -> int:
    from api.cli.commands import command_line

    try:
        code = command_line()(arguments, prog_name="throughline", standalone_mode=not as_json, obj=as_json)
    except typer.TyperException as error:
        return _wrong_usage(error)
    except BrokenPipeError:
        return DONE
    except UnicodeEncodeError:
        if not any(map(_NO_TEXT.search, arguments)):
            raise
        return _wrong_usage_told("what was typed is no text in UTF-8", as_json=as_json)
    except (EvidenceError, OSError) as error:
        return _refused(error, as_json=as_json)
    return code if isinstance(code, int) else DONE


def _flush() -> None:
    """Hand on what was printed; that nobody reads on (a pager that was left, ``head``) is no error."""
    try:
        sys.stdout.flush()
    except BrokenPipeError:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())


def _wrong_usage(error: typer.TyperException) -> int:
    """What typer tells in words itself, as a problem."""
    return _wrong_usage_told(error.format_message(), as_json=True)


def _wrong_usage_told(reason: str, *, as_json: bool) -> int:
    from api.problems import invalid

    if as_json:
        _print_problem(invalid([{"loc": ("command line",), "msg": reason}]))
    else:
        print(reason, file=sys.stderr)
    return USAGE


def _refused(error: EvidenceError | OSError, *, as_json: bool) -> int:
    from api.cli.inert import inert

    if as_json:
        from api.problems import problem_of

        _print_problem(problem_of(error))
    else:
        print(inert(_in_words(error)), file=sys.stderr)
    return LEDGER if isinstance(error, LedgerError) else REFUSED


def _print_problem(problem: dict[str, object]) -> None:
    print(json.dumps(problem, ensure_ascii=False), file=sys.stderr)


def _in_words(error: EvidenceError | OSError) -> str:
    """The refusal as people read it."""
    if isinstance(error, OSError) and error.strerror:
        return f"{error.filename}: {error.strerror}" if error.filename else error.strerror
    return str(error)
