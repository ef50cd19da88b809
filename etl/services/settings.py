"""Settings: the environment, read once."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from etl.domain.refusal import WrongUsage
from etl.services.database import DEFAULT_URL


@dataclass(frozen=True)
class Settings:
    """What the server needs to know. ``load_sample`` says whether an empty database gets it."""

    database_url: str
    host: str
    port: int
    load_sample: bool

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
        sample = found.get("SAMPLE", "").strip().lower() not in ("no", "0", "false", "否")
        return cls(
            own or DEFAULT_URL, found.get("HOST") or "127.0.0.1", int(port), not own and sample
        )
