"""From rows to geometry and to plain chart dicts; nothing of Dash in here."""
