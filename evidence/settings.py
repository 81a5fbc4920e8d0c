"""What can be configured, by environment variables that start with THROUGHLINE_."""

from functools import cached_property
from pathlib import Path
from typing import Literal

from platformdirs import user_data_path
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
    checkpoints: Path | None = None
    """Folder of signed checkpoints; without it a folder beside the ledger."""
    keys: Path | None = None
    """Folder of the private signing keys; without it a folder beside the ledger."""
    actor: str | None = None
    """Who acts: every recording verb is done by somebody named."""
    audience: Level = "public"
    """The most that answers show unless a local door asks for more."""
    graph: Literal["embedded"] = "embedded"
    """The engine that answers chain searches."""

    @cached_property
    def ledger_path(self) -> Path:
        """Where the ledger is."""
        return self.ledger or user_data_path("throughline", appauthor=False) / "ledger.sqlite"

    @cached_property
    def vault_path(self) -> Path:
        """Where the captures are."""
        return self.vault or self.ledger_path.with_name(self.ledger_path.name + ".vault")

    @cached_property
    def checkpoints_path(self) -> Path:
        """Where signed checkpoints are written."""
        return self.checkpoints or self.ledger_path.with_name(self.ledger_path.name + ".checkpoints")

    @cached_property
    def keys_path(self) -> Path:
        """Where the private signing keys are."""
        return self.keys or self.ledger_path.with_name(self.ledger_path.name + ".keys")
