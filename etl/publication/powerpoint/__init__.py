"""Slides of a release: one for each project, with charts that PowerPoint itself can edit."""

from __future__ import annotations

from etl.publication.facts import ReleaseFacts


def powerpoint_file(facts: ReleaseFacts) -> bytes:
    """Return a release as .pptx: the same bytes whenever it is made."""
    # python-pptx takes half a second to load: only who asks for slides waits for it.
    from etl.publication.powerpoint.deck import deck

    return deck(facts)
