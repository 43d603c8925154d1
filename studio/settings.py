"""All settings, read from environment variables `ICM_*`; docs/settings.md describes each (a test holds that)."""

from __future__ import annotations

from functools import lru_cache
from pathlib import Path
from urllib.parse import quote

from platformdirs import user_data_path
from pydantic import Field, ValidationError
from pydantic_settings import BaseSettings, SettingsConfigDict

from studio.errors import Invalid

ROOT = Path(__file__).resolve().parents[1]


class Settings(BaseSettings):
    model_config = SettingsConfigDict(env_prefix="ICM_", extra="ignore")

    data_dir: Path = Field(
        default_factory=lambda: user_data_path("icm-studio", appauthor=False),
        description="Folder of the embedded database and its backups.",
    )
    database_url: str = Field(
        default="",
        pattern=r"^$|^postgres(ql)?(\+psycopg)?://",
        description="PostgreSQL address (postgresql://…); empty for the embedded database.",
    )
    host: str = Field(
        default="127.0.0.1",
        description="Address to listen on; 0.0.0.0 lets other devices in the room connect.",
    )
    port: int = Field(default=8501, ge=1, le=65535, description="Port to listen on.")
    public_url: str = Field(
        default="", description="Address under which participants reach the studio; empty to work it out."
    )
    open_browser: bool = Field(default=True, description="Open the browser with the one-time link at start.")
    secure_cookies: bool = Field(
        default=False, description="Send cookies over HTTPS only; set it when a proxy provides HTTPS."
    )
    session_days: int = Field(default=30, ge=1, le=365, description="Days a sign-in lasts without being used.")
    max_upload_mb: int = Field(default=20, ge=1, le=200, description="Largest file a person may upload, in MB.")
    pseudo_language: bool = Field(
        default=False, description="Offer the made-up language that shows untranslated words."
    )

    def url(self) -> str:
        """The database as SQLAlchemy wants it."""
        if self.database_url:
            scheme, _, rest = self.database_url.partition("://")
            return f"postgresql+psycopg://{rest}" if scheme in ("postgres", "postgresql") else self.database_url
        return f"sqlite:///{quote((self.data_dir / 'icm-studio.db').as_posix(), safe='/:')}"

    def address(self) -> str:
        """Address of this server for people, without a trailing slash."""
        if self.public_url:
            return self.public_url.rstrip("/")
        host = "127.0.0.1" if self.host in ("0.0.0.0", "::", "127.0.0.1", "localhost") else self.host  # noqa: S104
        return f"http://{host}:{self.port}"


@lru_cache(maxsize=1)
def settings() -> Settings:
    try:
        return Settings()
    except ValidationError as error:
        first = error.errors()[0]
        name = f"ICM_{first['loc'][0]}".upper()
        raise Invalid("setting_unusable", name=name, problem=first["msg"]) from None
