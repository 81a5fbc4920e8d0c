"""The description of a bundle for machines: RO-Crate 1.1, a JSON-LD file beside what it describes.

Invariant: every file of the payload is described, and the same files give the same bytes: no clock shows in it, which
is why no library writes it.
"""

import datetime as dt
import json
from collections.abc import Mapping
from pathlib import PurePosixPath
from typing import Any

NAME = "ro-crate-metadata.json"
TIME_STAMPS = "time-stamps/"

_TOLD = {
    "records.jsonl": ("application/x-ndjson", "The records, a line each: its SHA-256 is the record's digest"),
    "proofs.jsonl": ("application/x-ndjson", "For each record, line by line, the proof that it is in the signed tree"),
    "custody.jsonl": ("application/x-ndjson", "Who did what with the captures, and when"),
    "checkpoint.txt": ("text/plain", "The signed head of the public tree (C2SP tlog-checkpoint)"),
    "keys.txt": ("text/plain", "The public keys that signed it, each as a line"),
    "findings/answer.json": ("application/json", "The chains, as the program answers them"),
    "findings/briefing.html": ("text/html", "The chains told with every source"),
    "findings/briefing.json": ("application/json", "The same for machines"),
}
_RIGHTS = "Quotations and captures belong to their authors; each source is named. Nothing here is licensed for reuse."


def crate(files: Mapping[str, bytes], captures: Mapping[str, str], *, title: str, made_on: dt.date) -> bytes:
    """The description of these files, named as they stand in the payload; ``captures`` gives the types of some."""
    parts = [_file(name, files[name], captures) for name in sorted(files)]
    graph = [
        {
            "@id": NAME,
            "@type": "CreativeWork",
            "conformsTo": {"@id": "https://w3id.org/ro/crate/1.1"},
            "about": {"@id": "./"},
        },
        {
            "@id": "./",
            "@type": "Dataset",
            "name": title,
            "description": f"{title}: the claims, their sources and captures, and the proofs of what was published.",
            "datePublished": made_on.isoformat(),
            "license": {"@id": "#rights"},
            "hasPart": [{"@id": part["@id"]} for part in parts],
        },
        {"@id": "#rights", "@type": "CreativeWork", "name": "Rights", "description": _RIGHTS},
        *parts,
    ]
    described = {"@context": "https://w3id.org/ro/crate/1.1/context", "@graph": graph}
    return f"{json.dumps(described, ensure_ascii=False, indent=1)}\n".encode("utf-8", "backslashreplace")


def _file(name: str, content: bytes, captures: Mapping[str, str]) -> dict[str, Any]:
    kind, told = _TOLD.get(name) or _of_bytes(name, captures)
    return {
        "@id": name,
        "@type": "File",
        "name": PurePosixPath(name).name,
        "description": told,
        "encodingFormat": kind,
        "contentSize": str(len(content)),
    }


def _of_bytes(name: str, captures: Mapping[str, str]) -> tuple[str, str]:
    """Type and description of what has no name of its own: a capture, or a time stamp over one or over the head."""
    if name.startswith(TIME_STAMPS):
        return "application/timestamp-reply", "An authority's time stamp (RFC 3161), as it came and unchecked"
    return captures.get(name, "application/octet-stream"), "The bytes taken of a source"
