"""Every environment variable the site reads: name, type, default and one line of help."""

from functools import cache
from pathlib import Path
from typing import Annotated

from pydantic import Field, field_validator
from pydantic_settings import BaseSettings, NoDecode, SettingsConfigDict

PROJECT_ROOT = Path(__file__).resolve().parent.parent
CommaSeparated = Annotated[list[str], NoDecode]


class Environment(BaseSettings):
    """What the machine tells the site; a file `.env` beside `manage.py` may hold the same names."""

    model_config = SettingsConfigDict(env_file=PROJECT_ROOT / ".env", extra="ignore")

    secret_key: str = Field("", description="Long random text that signs sessions. Required in production.")
    allowed_hosts: CommaSeparated = Field(
        default_factory=list,
        description="Host names, separated by commas. Required in production.",
    )
    database_url: str = Field(
        "", description="Database address, e.g. postgres://user:password@host/name. Required in production."
    )
    redis_url: str = Field(
        "", description="Redis address for the shared cache. Empty: memory of one process."
    )
    site_address: str = Field(
        "http://127.0.0.1:8000", description="Public address of the site, used in mails and in the admin."
    )
    data_dir: Path = Field(
        PROJECT_ROOT / "var",
        description="Folder for uploads, static files and the embedded database.",
    )
    serve_media: bool = Field(False, description="Whether Django serves uploads itself.")
    trust_proxy: bool = Field(
        False, description="Whether a proxy in front sets X-Forwarded-Proto and removes it from visitors."
    )
    akismet_key: str = Field(
        "", description="Key of Akismet, which is then asked about readers' comments. Empty: nobody is asked."
    )
    email_host: str = Field("", description="Mail server. Empty: mails are written to the console.")
    email_port: int = Field(587, description="Port of the mail server.")
    email_user: str = Field("", description="User name at the mail server.")
    email_password: str = Field("", description="Password at the mail server.")
    email_use_tls: bool = Field(True, description="Whether to speak STARTTLS with the mail server.")
    default_from_email: str = Field("hello@example.org", description="Sender of the site's mails.")
    time_zone: str = Field("UTC", description="Time zone in which review due dates are dates.")

    @field_validator("allowed_hosts", mode="before")
    @classmethod
    def split_commas(cls, value: str | list[str]) -> list[str]:
        """Turn `a.org, b.org` into a list; empty parts vanish."""
        parts = value.split(",") if isinstance(value, str) else value
        return [part.strip() for part in parts if part.strip()]


@cache
def environment() -> Environment:
    """Return the variables, read once. Raises pydantic's ValidationError naming a wrong one."""
    return Environment()


def example_file() -> str:
    """Return the text of `.env.example`: each variable with its help and default, commented out."""
    lines = ["# Made by `make env-example` from site_config/environment.py.", ""]
    for name, field in Environment.model_fields.items():
        default = field.get_default(call_default_factory=True)
        lines += [f"# {field.description}", f"# {name.upper()}={_shown(default)}", ""]
    return "\n".join(lines)


def _shown(default: object) -> str:
    if isinstance(default, Path):
        return default.relative_to(PROJECT_ROOT).as_posix()
    if isinstance(default, bool):
        return str(default).lower()
    return ",".join(default) if isinstance(default, list) else str(default)
