"""Settings: the environment, read once."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from etl.domain.refusal import WrongUsage
from etl.services.database import DEFAULT_URL

_YES, _NO = ("yes", "1", "true", "是"), ("no", "0", "false", "否")


@dataclass(frozen=True)
class Settings:
    """What the server needs to know. ``load_sample`` says whether an empty database gets it.

    ``open_reading``: whether figures may be read without an account; None leaves it to the data,
    which is open while it is a sample. ``trusted_proxy`` is the address of the one machine whose
    word about the visitor's address and TLS is taken.
    """

    database_url: str
    host: str
    port: int
    load_sample: bool
    open_reading: bool | None = None
    secret_key: str = ""
    trusted_proxy: str = ""
    smtp_url: str = ""

    @classmethod
    def from_environment(cls, found: Mapping[str, str]) -> Settings:
        """Read the variables; raises WrongUsage for a port that is none.

        The sample year goes into the default database only: a DATABASE_URL names a
        database of somebody's own.
        """
        port = found.get("PORT") or "8050"
        if not port.isdecimal() or not 0 < int(port) < 65_536:
            raise WrongUsage(f"环境变量 PORT 应为 1 到 65535 的整数，现在是 {port}。")
        own = found.get("DATABASE_URL", "")
        return cls(
            database_url=own or DEFAULT_URL,
            host=found.get("HOST") or "127.0.0.1",
            port=int(port),
            load_sample=not own and _choice(found, "SAMPLE") is not False,
            open_reading=_choice(found, "OPEN_READING"),
            secret_key=found.get("SECRET_KEY", ""),
            trusted_proxy=found.get("TRUSTED_PROXY", "").strip(),
            smtp_url=found.get("SMTP_URL", "").strip(),
        )


def _choice(found: Mapping[str, str], name: str) -> bool | None:
    """Return what a yes-or-no variable says, None where it says nothing."""
    word = found.get(name, "").strip().lower()
    if not word:
        return None
    if word in _YES or word in _NO:
        return word in _YES
    raise WrongUsage(f"环境变量 {name} 应为 yes 或 no，现在是 {word[:20]}。")
