"""Parts of pages: pure functions from rows to Dash components, HTML only."""
