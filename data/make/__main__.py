"""Make the whole sample again: ``python -m data.make``."""

from __future__ import annotations

from data.make import plan_2021, submissions_2021

plan_2021.main()
submissions_2021.main()
