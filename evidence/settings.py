"""What can be configured, by environment variables that start with THROUGHLINE_."""

from functools import cached_property
from pathlib import Path
from typing import Literal

from platformdirs import user_data_path
from pydantic import SecretStr
from pydantic_settings import BaseSettings, SettingsConfigDict

Level = Literal["public", "team", "restricted", "custodian"]
LEVELS: tuple[Level, ...] = ("public", "team", "restricted", "custodian")
"""Who may see what, the least first."""


class Settings(BaseSettings):
    """Settings of one program run; nothing else reads the environment."""

    model_config = SettingsConfigDict(env_prefix="THROUGHLINE_", frozen=True, extra="ignore")

    ledger: Path | None = None
    """Path of the ledger file; without it a file in the user's data folder."""
    vault: Path | None = None
    """Folder of captures; without it a folder beside the ledger."""
    actor: str | None = None
    """Who acts: every recording verb is done by somebody named."""
    audience: Level = "public"
    """The most that answers show unless a local door asks for more."""
    graph: Literal["embedded", "neo4j"] = "embedded"
    """The engine that answers chain searches over what is public."""
    neo4j_uri: str | None = None
    """Where the Neo4j server is: bolt://host:7687, or neo4j+s://host for a cluster or a hosted one."""
    neo4j_user: str = "neo4j"
    """The user that logs in there."""
    neo4j_password: SecretStr | None = None
    """That user's password; never printed."""
    neo4j_database: str = "neo4j"
    """The database on that server, which is ours alone."""

    @cached_property
    def ledger_path(self) -> Path:
        """Where the ledger is."""
        return self.ledger or user_data_path("throughline", appauthor=False) / "ledger.sqlite"

    @cached_property
    def graph_path(self) -> Path:
        """The folder in which snapshots of the graph are kept, beside the ledger."""
        return self.ledger_path.with_name(self.ledger_path.name + ".graph")

    @cached_property
    def vault_path(self) -> Path:
        """Where the captures are."""
        return self.vault or self.ledger_path.with_name(self.ledger_path.name + ".vault")
