"""What can be configured, by environment variables that start with THROUGHLINE_."""

from functools import cached_property
from pathlib import Path
from typing import Annotated, Literal

from platformdirs import user_data_path
from pydantic import PlainSerializer, PlainValidator, SecretStr
from pydantic_settings import BaseSettings, NoDecode, SettingsConfigDict

from evidence.address import Address, parse_address

Level = Literal["public", "team", "restricted", "custodian"]
LEVELS: tuple[Level, ...] = ("public", "team", "restricted", "custodian")
"""Who may see what, the least first."""


class Settings(BaseSettings):
    """Settings of one program run; nothing else reads the environment."""

    model_config = SettingsConfigDict(env_prefix="THROUGHLINE_", frozen=True, extra="ignore", hide_input_in_errors=True)

    ledger: Annotated[Annotated[Address, PlainValidator(parse_address), PlainSerializer(str)] | None, NoDecode] = None
    """The ledger: a path, or an address of a PostgreSQL database; without it a file in the user's data folder."""
    folder: Path | None = None
    """Where files beside the ledger are; without it where the ledger is, or the user's data folder."""
    vault: Path | None = None
    """Folder of captures; without it a folder beside the ledger."""
    checkpoints: Path | None = None
    """Folder of signed checkpoints; without it a folder beside the ledger."""
    keys: Path | None = None
    """Folder of the private signing keys; without it a folder beside the ledger."""
    tsa: SecretStr | None = None
    """Where the time stamp authority is (RFC 3161 over HTTP); nothing is sent there unless asked."""
    tsa_roots: Path | None = None
    """The root certificates of time stamp authorities that are trusted, as PEM."""
    actor: str | None = None
    """Who acts: every recording verb is done by somebody named."""
    audience: Level = "public"
    """The most that answers show unless a local door asks for more."""
    templates: Path | None = None
    """Folder of the house's own templates of briefings; without it there are none."""
    proxy: SecretStr | None = None
    """The proxy for fetching and for time stamps, if any: http://[USER:PASSWORD@]HOST:PORT; never printed."""
    graph: Literal["embedded", "neo4j"] = "embedded"
    """The engine that answers chain searches over what is public."""
    kernel: Literal["numpy", "compiled"] = "numpy"
    """What the embedded engine searches with: numpy, or the compiled kernel where that is installed."""
    neo4j_uri: str | None = None
    """Where the Neo4j server is: bolt://host:7687, or neo4j+s://host for a cluster or a hosted one."""
    neo4j_user: str = "neo4j"
    """The user that logs in there."""
    neo4j_password: SecretStr | None = None
    """That user's password; never printed."""
    neo4j_database: str = "neo4j"
    """The database on that server, which is ours alone."""

    @cached_property
    def ledger_address(self) -> Address:
        """Where the ledger is."""
        return self.ledger or _data_folder() / "ledger.sqlite"

    @cached_property
    def graph_path(self) -> Path:
        """The folder in which snapshots of the graph are kept, beside the ledger."""
        return self.beside(".graph")

    @cached_property
    def vault_path(self) -> Path:
        """Where the captures are."""
        return self.vault or self.beside(".vault")

    @cached_property
    def custody_path(self) -> Path:
        """The file that says who had the bytes of captures in hand, beside the ledger."""
        return self.beside(".custody")

    @cached_property
    def checkpoints_path(self) -> Path:
        """Where signed checkpoints are written."""
        return self.checkpoints or self.beside(".checkpoints")

    @cached_property
    def keys_path(self) -> Path:
        """Where the private signing keys are."""
        return self.keys or self.beside(".keys")

    def beside(self, ending: str) -> Path:
        """Where something is that belongs to the ledger and lies beside it: its name with that ending."""
        address = self.ledger_address
        if isinstance(address, Path):
            return (self.folder or address.parent) / f"{address.name}{ending}"
        return (self.folder or _data_folder()) / f"{address.file_name}{ending}"


def _data_folder() -> Path:
    return user_data_path("throughline", appauthor=False)
