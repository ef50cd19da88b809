"""Every kind, gathered: importing the modules fills the register."""

import importlib
import pkgutil

import tests.corpus
from tests.corpus.kinds import KINDS

for _module in pkgutil.iter_modules(tests.corpus.__path__):
    if _module.name.startswith("kinds_"):
        importlib.import_module(f"tests.corpus.{_module.name}")

__all__ = ["KINDS"]
