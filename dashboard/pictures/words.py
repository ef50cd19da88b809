"""The words that stand in a picture, so that it can be understood wherever it turns up."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class PictureWords:
    """Title and conclusion above a drawing, and below it on what it stands.

    ``notes`` say as-of date, release state, coverage, plan revision and the rule of the
    colours. ``source`` is the body that issues the figures. ``sample`` puts 示例数据 into the
    picture, so that invented figures never pass for real ones.
    """

    title: str
    sentence: str
    notes: tuple[str, ...]
    source: str
    sample: bool = False
