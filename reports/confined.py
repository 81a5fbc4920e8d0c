"""A program of its own that follows one template of a house: JSON in, JSON out.

Invariant: a template reaches plain values and nothing else. No value has a method or a hidden attribute, no other
file is opened, and memory, time and the length of the text end at their bounds, whatever a template does.
Nothing of this project is imported here, so that it starts quickly and holds nothing that a template could want.
"""

import json
import sys
from collections.abc import Mapping
from types import TracebackType
from typing import Any

from jinja2 import FunctionLoader, StrictUndefined, TemplateError, TemplateSyntaxError
from jinja2.sandbox import ImmutableSandboxedEnvironment

MEMORY = 1 << 30
"""Bytes, the interpreter's own among them."""
LONGEST = 2_000_000
"""Letters of the text."""
_CHANGING = ("attr", "pprint", "random", "safe", "tojson", "urlize", "xmlattr")
"""Filters that reach beyond plain values, or give other text another time."""
_MISTAKES = (TemplateError, ArithmeticError, AttributeError, LookupError, MemoryError, RecursionError, TypeError)

Values = Mapping[str, Any]


class Read(dict[str, str]):
    """Texts of templates by their names; ``names`` are those that were read."""

    def __init__(self, templates: Mapping[str, str]) -> None:
        super().__init__(templates)
        self.names: set[str] = set()

    def __getitem__(self, name: str) -> str:
        """The text of a template, which counts as read from now on."""
        self.names.add(name)
        return super().__getitem__(name)


class Confined(ImmutableSandboxedEnvironment):
    """Jinja's sandbox, in which a value has entries and no attributes."""

    def getattr(self, obj: Any, attribute: str) -> Any:  # noqa: ANN401 -- as Jinja has it
        """The entry of that name; of what has none, the attributes that the sandbox lets pass."""
        if isinstance(obj, dict):
            return obj[attribute] if attribute in obj else self.undefined(obj=obj, name=attribute)
        return super().getattr(obj, attribute)


def main() -> None:
    """Follow the template that standard input names, with its values, and print the text or what is wrong.

    ``read`` are the names of the templates that had a part in it.
    """
    asked = json.load(sys.stdin)
    _bound(asked["seconds"])
    templates = Read(asked["templates"])
    answer = followed(templates, asked["name"], asked["values"])
    json.dump({**answer, "read": sorted(templates.names)}, sys.stdout)


def followed(templates: Mapping[str, str], name: str, values: Values) -> dict[str, Any]:
    """The ``text``, or the ``file``, ``line`` and ``reason`` of the mistake; texts of templates by their names."""
    try:
        return {"text": _text(templates, name, values)}
    except TemplateSyntaxError as error:
        return {"file": error.name or name, "line": error.lineno, "reason": error.message}
    except (*_MISTAKES, ValueError) as error:
        file, line = _place(error.__traceback__, templates, name)
        return {"file": file, "line": line, "reason": str(error) or "it wants more memory than it may have"}


def _text(templates: Mapping[str, str], name: str, values: Values) -> str:
    parts, length = [], 0
    for part in _environment(templates).get_template(name).generate(values):
        parts.append(part)
        length += len(part)
        if length > LONGEST:
            raise ValueError(f"the text is longer than {LONGEST:,} letters")
    return "".join(parts)


def _environment(templates: Mapping[str, str]) -> Confined:
    made = Confined(
        # A name of its own for each file, so that a mistake leads to its line.
        loader=FunctionLoader(lambda name: (templates[name], name, lambda: True) if name in templates else None),
        autoescape=False,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    made.globals = {"range": made.globals["range"], "namespace": made.globals["namespace"]}
    for filter_ in _CHANGING:
        del made.filters[filter_]
    made.filters |= {"told": told, "notes": notes}
    return made


def notes(numbers: Any) -> str:  # noqa: ANN401 -- JSON values
    """The marks of notes, as they stand after a sentence."""
    return "".join(f"[^{number}]" for number in numbers)


def told(part: Any) -> str:  # noqa: ANN401 -- JSON values
    """A part of the findings as text: a passage, a claim with its replies, a mention, an item or a section."""
    if "text" in part:
        return f"{part['text']}{notes(part['notes'])}" if "notes" in part else f"*{part['text']}*"
    if "sentences" in part:
        return _lines([*map(told, part["sentences"]), *(f"> {told(reply)}" for reply in part["replies"])])
    if "anchor" in part:
        return f"{part['key']}{' (a denial)' if part['denies'] else ''} is told above.{notes(part['notes'])}"
    if "items" in part:
        return _lines([f"## {part['heading']}", *map(told, part["passages"]), *map(told, part["items"])])
    claims = (told(one) for _, some in part["claims"] for one in some)
    return _lines([f"### {part['heading']}", *map(told, part["passages"]), *claims])


def _lines(paragraphs: list[str]) -> str:
    return "\n\n".join(paragraphs)


def _place(trace: TracebackType | None, templates: Mapping[str, str], name: str) -> tuple[str, int]:
    """The file and line that were being followed when it went wrong."""
    place = (name, 1)
    while trace is not None:
        if trace.tb_frame.f_code.co_filename in templates:
            place = (trace.tb_frame.f_code.co_filename, trace.tb_lineno)
        trace = trace.tb_next
    return place


def _bound(seconds: int) -> None:
    """Bound memory and the time of the processor, where the system can; who starts this bounds that on the clock."""
    try:
        import resource  # noqa: PLC0415 -- not every system has it
    except ImportError:
        return
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
    resource.setrlimit(resource.RLIMIT_CPU, (seconds, seconds))


if __name__ == "__main__":
    main()
