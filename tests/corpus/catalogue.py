"""Every kind, gathered: importing the modules fills the register."""

from tests.corpus import kinds_plain
from tests.corpus.kinds import KINDS

__all__ = ["KINDS", "kinds_plain"]
