"""Settings from the environment -> the server; nothing else."""

from __future__ import annotations

import sys

from etl.services.settings import Settings


def main() -> int:
    """Serve the dashboard until it is stopped."""
    from dashboard.serve import serve

    return serve(Settings.from_environment())


if __name__ == "__main__":
    sys.exit(main())
