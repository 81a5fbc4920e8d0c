"""A payload as a BagIt 1.0 bag, and the bag as a zip.

Invariant: the same payload gives the same bytes; every file but the last manifest stands in a manifest. Names are
plain ASCII, so no manifest escapes any.
"""

import datetime as dt
import hashlib
from collections.abc import Mapping

from reports.escaping import plain
from reports.fixed_zip import zip_of

FOLDER = "bundle"
"""What the zip unpacks into."""
LAST_MANIFEST = "tagmanifest-sha256.txt"
"""The manifest of what is outside of the payload, the payload's manifest included: it stands for the whole bag."""
_BAGIT = b"BagIt-Version: 1.0\nTag-File-Character-Encoding: UTF-8\n"


def bag(payload: Mapping[str, bytes], beside: Mapping[str, bytes], *, title: str, made_on: dt.date) -> dict[str, bytes]:
    """All files of the bag by name; ``beside`` are files outside of the payload that it carries."""
    data = {f"data/{name}": content for name, content in payload.items()}
    size = f"{sum(map(len, data.values()))}.{len(data)}"
    told = (
        ("Bag-Software-Agent", "throughline"),
        ("Bagging-Date", made_on.isoformat()),
        ("External-Description", plain(title)),
        ("Payload-Oxum", size),
    )
    info = "".join(f"{name}: {value}\n" for name, value in told).encode("utf-8", "backslashreplace")
    tags = {**beside, "bagit.txt": _BAGIT, "bag-info.txt": info, "manifest-sha256.txt": _manifest(data)}
    return {**data, **tags, LAST_MANIFEST: _manifest(tags)}


def zipped(files: Mapping[str, bytes]) -> bytes:
    """The bag as one file."""
    return zip_of((f"{FOLDER}/{name}", files[name]) for name in sorted(files))


def _manifest(files: Mapping[str, bytes]) -> bytes:
    return "".join(f"{hashlib.sha256(files[name]).hexdigest()}  {name}\n" for name in sorted(files)).encode()
