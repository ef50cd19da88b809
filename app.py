"""Settings from the environment -> the server; nothing else."""

from __future__ import annotations

import os
import sys


def main() -> int:
    """Serve the dashboard until it is stopped; return the exit code."""
    from dashboard.serve import serve

    return serve(os.environ)


if __name__ == "__main__":
    sys.exit(main())
