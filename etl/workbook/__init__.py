"""Excel in and out: cells that keep their address; no database."""
