"""A static site of the committed case, one claim of which was retracted."""

from collections.abc import Mapping

from api.parameters import ChainParameters
from api.resources import open_resources
from api.site.pages import site_files
from evidence.address import Address
from evidence.claims import retract_claim
from evidence.ledger import open_ledger
from evidence.settings import Settings
from tests.api.http_door import case_at


def case_with_a_retracted_claim(address: Address) -> Address:
    """A new ledger with it."""
    ledger = open_ledger(case_at(address))
    retract_claim(ledger, "C12", actor="Ada", reason="wrong")
    ledger.close()
    return address


def files_of(ledger: Address) -> tuple[str, Mapping[str, bytes]]:
    """The head that the site is built at, and its files."""
    resources = open_resources(Settings(ledger=ledger))
    head, files = site_files(resources, [ChainParameters.model_validate({"from": ["E03"], "to": ["E10"]})])
    resources.close()
    return head, files
