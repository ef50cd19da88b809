"""Which indicator a row means: exact names and aliases of the plan, nothing alike."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from functools import lru_cache

from etl.domain.names import bracketed, compact, name_forms, plain_name
from etl.domain.plan import Indicator, Plan, Project


def indicator_names(project: Project, indicator: Indicator) -> Iterator[str]:
    """Yield every name of an indicator; a project's own name too when it has only this one."""
    yield from (indicator.name, *indicator.aliases, indicator.code)
    if len(project.indicators) == 1:
        yield from (project.name, project.short_name)


def shared_names(projects: Iterable[Project]) -> Iterator[tuple[str, Indicator, Indicator]]:
    """Yield names that two indicators claim, with both."""
    owner: dict[str, Indicator] = {}
    for project in projects:
        for indicator in project.indicators:
            for name in dict.fromkeys(map(plain_name, indicator_names(project, indicator))):
                first = owner.setdefault(name, indicator)
                if name and first is not indicator:
                    yield name, first, indicator


# The plan's own names come with every file; what people write is not remembered.
_plan_name = lru_cache(maxsize=4096)(plain_name)


class IndicatorNames:
    """Looks up the names that stand in a form's columns 项目 and 指标."""

    def __init__(self, plan: Plan) -> None:
        self._indicators: dict[str, str] = {}
        self._projects: dict[str, str] = {}
        self._project_of: dict[str, str] = {item.code: item.project for item in plan.indicators}
        self._units = frozenset(compact(item.unit) for item in plan.indicators if item.unit)
        for project in plan.projects:
            for name in (project.name, project.short_name, project.code):
                self._projects.setdefault(_plan_name(name), project.code)
            for indicator in project.indicators:
                for name in indicator_names(project, indicator):
                    self._indicators.setdefault(_plan_name(name), indicator.code)

    @property
    def codes(self) -> Iterable[str]:
        """The codes of all indicators."""
        return self._project_of

    def indicator(self, text: str) -> str | None:
        """Return the code of the indicator named, None when the name is not known."""
        return self._lookup(self._indicators, text)

    def project(self, text: str) -> str | None:
        """Return the code of the project named, None when the name is not known."""
        return self._lookup(self._projects, text)

    def project_of(self, indicator: str) -> str:
        """Return the project that an indicator belongs to."""
        return self._project_of[indicator]

    def count(self, project: str) -> int:
        """Return how many indicators a project has."""
        return sum(owner == project for owner in self._project_of.values())

    def _lookup(self, names: dict[str, str], text: str) -> str | None:
        for name in name_forms(text):
            if name and name in names:
                return names[name]
        # a plan's own unit may be one that no catalogue knows
        unit = bracketed(text)
        if unit in self._units:
            return self._lookup(names, compact(text)[: -len(unit) - 2])
        return None
