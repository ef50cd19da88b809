"""The contract's JSON schemas, and the one question: does an answer fit?"""

from __future__ import annotations

import json
from functools import cache
from pathlib import Path
from typing import Any

from jsonschema import Draft202012Validator

HERE = Path(__file__).parent


@cache
def _validator(name: str) -> Draft202012Validator:
    schema = json.loads((HERE / f"{name}.schema.json").read_text(encoding="utf-8"))
    Draft202012Validator.check_schema(schema)
    return Draft202012Validator(schema)


def misfits(answer: Any, name: str) -> list[str]:
    """Return where an answer breaks the schema of this name (`completion`, `check`, ...)."""
    errors = _validator(name).iter_errors(_as_printed(answer))
    return [f"{error.json_path}: {error.message}" for error in errors]


def assert_fits(answer: Any, name: str) -> None:
    """Hold an answer, a Python value or JSON text, against a schema."""
    assert misfits(answer, name) == []


def _as_printed(answer: Any) -> Any:
    return json.loads(answer if isinstance(answer, str | bytes) else json.dumps(answer))
