"""The closed lists as people read them in a terminal."""

from collections.abc import Mapping
from typing import Any

from api.cli.lines import wrapped


def vocabulary_text(lists: Mapping[str, Any]) -> str:
    """Every list under its name, every term with its meaning."""
    parts = ["predicates", *(_predicate(one) for one in lists["predicates"])]
    for name, terms in lists.items():
        if name != "predicates":
            parts += ["", name.replace("_", " "), *_terms(terms)]
    return "\n".join(parts)


def _predicate(predicate: Mapping[str, Any]) -> str:
    marks = [predicate["class"], "" if predicate["directed"] else "no direction"]
    marks += [f"hub: {predicate['hub']}" if predicate["hub"] else "", "" if predicate["turns"] else "no turns"]
    ends = f"{', '.join(predicate['subject_kinds'])} -> {', '.join(predicate['object_kinds']) or 'a value'}"
    return wrapped(f"{predicate['name']} ({'; '.join(filter(None, marks))}): {ends}", 2, 6)


def _terms(terms: Any) -> list[str]:  # noqa: ANN401 -- lists of terms, plain or with what else is known of them
    if isinstance(terms, Mapping):
        return [line for kind, inner in terms.items() for line in (wrapped(f"{kind}:", 2), *_terms(inner))]
    return [wrapped(_term(term), 4, 8) for term in terms]


def _term(term: Any) -> str:  # noqa: ANN401 -- as above
    if isinstance(term, str):
        return term
    told = [str(value) for name, value in term.items() if name != "name" and value not in (None, "")]
    return f"{term['name']}: {'; '.join(told)}"
