"""Use cases, one per file: the only door for the command line and the dashboard."""
