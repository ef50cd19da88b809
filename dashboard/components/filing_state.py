"""How a filing stands: a shape for the eye, a word for everybody."""

from __future__ import annotations

from dashboard import html
from dashboard.components.marks import silent
from etl.domain.submission import STATE_NAMES, State

_SHAPES: dict[State, str] = {"submitted": "○", "accepted": "●", "returned": "▽", "superseded": "◇"}


def state_mark(state: State, more: str = "") -> html.Span:
    """Return a state in words with its shape; ``more`` follows the words."""
    tone = "good" if state == "accepted" else "slow" if state == "returned" else "none"
    return html.Span(
        [silent(_SHAPES[state]), STATE_NAMES[state] + more], className=f"status {tone}"
    )
