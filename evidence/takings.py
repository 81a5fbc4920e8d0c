"""What is taken in of what a person names: an address on the web, a folder of saved pages, a WACZ archive, or a file.

Invariant: only a text with a scheme in it is ever fetched; a file that is there is never taken for an address.
"""

import platform
from collections.abc import Sequence
from dataclasses import dataclass
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path

from evidence.captures import Taking
from evidence.errors import NotFound, PackageRefused
from evidence.fetching import fetch_address
from evidence.proxy import Proxy
from evidence.saved_pages import MOST_BYTES, file_taking, folder_takings
from evidence.web_address import is_web_address
from evidence.web_archives import read_wacz


@dataclass(frozen=True, slots=True)
class TakenIn:
    """What is to be captured, and the addresses of pages that an archive names and does not hold."""

    takings: Sequence[Taking]
    lost: tuple[str, ...] = ()


def takings_of(what: str, proxy: Proxy | None = None) -> TakenIn:
    """Read or fetch what is named; nothing goes out unless it is an address.

    Raises NotFound, AddressRefused, FetchFailed, PackageRefused.
    """
    path = Path(what)
    if is_web_address(what) and not path.exists():
        return TakenIn([_fetched(what, proxy)])
    if path.is_dir():
        return TakenIn(folder_takings(path))
    if not path.is_file():
        raise NotFound(f"there is no file or folder {what}; an address begins with http:// or https://")
    if path.stat().st_size > MOST_BYTES:
        raise PackageRefused(f"{path.name} has more than {MOST_BYTES} bytes: that is more than is taken in at a time")
    if path.suffix.lower() == ".wacz":
        archive = read_wacz(path.read_bytes(), path.name)
        return TakenIn(archive.takings, archive.lost)
    return TakenIn([file_taking(path)])


def _fetched(address: str, proxy: Proxy | None) -> Taking:
    came = fetch_address(address, proxy=proxy)
    return Taking(
        came.content,
        method="fetched through a proxy" if proxy else "fetched",
        media_type=came.media_type,
        address=came.address,
        led_to=came.led_to,
        tool=f"throughline {_version()}, Python {platform.python_version()}",
        headers=came.headers,
    )


def _version() -> str:
    try:
        return version("throughline")
    except PackageNotFoundError:
        return "from source"
