"""How files are filed: by whom, for whom, with which reasons for what was asked about."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from etl.domain.file_result import FileResult
from etl.domain.finding import Finding
from etl.domain.personal_numbers import holds_personal_number
from etl.domain.refusal import Refusal
from etl.domain.roles import Role, Visitor

LONGEST_REASON = 2000
Place = tuple[str, str]
"""A code and the cell it was said of, "" for no cell."""


@dataclass(frozen=True)
class Order:
    """How files are filed: by whom, with which reason for warnings, accepted at once or not.

    ``region`` is a county account's own, whose form alone it may file. ``reasons`` answer single
    warnings by their places. ``key`` makes an order that is sent again the same order.
    """

    actor: str
    reason: str = ""
    accept: bool = False
    role: Role | None = None
    region: str = ""
    address: str = ""
    reasons: Mapping[Place, str] = field(default_factory=dict)
    key: str = ""

    @classmethod
    def of(cls, by: Visitor, **given: object) -> Order:
        """Return the order of somebody with an account."""
        own = {"actor": by.name, "role": by.role, "region": by.region, "address": by.address}
        return cls(**own, **given)  # type: ignore[arg-type]

    @property
    def by(self) -> Visitor:
        """Who files."""
        return Visitor(self.actor, self.role, self.region, self.address)

    @property
    def on_behalf(self) -> bool:
        """Whether the city files for a county."""
        return self.role == "city"

    def check_words(self) -> None:
        """Raise a Refusal when what is written is too long or holds a personal number."""
        if any(len(text) > LONGEST_REASON for text in (self.reason, *self.reasons.values())):
            raise Refusal(f"说明太长，没有报送。每条不超过{LONGEST_REASON}字。")
        if any(holds_personal_number(text) for text in (self.reason, *self.reasons.values())):
            raise Refusal("说明里有身份证号、残疾人证号或手机号，没有报送。请删去后再报。")

    def reason_for(self, item: Finding) -> str:
        """Return what was written to a warning of its own."""
        if item.severity != "warning":
            return ""
        places = ((item.code, cell) for cell in item.cells or ("",))
        return next((self.reasons[place] for place in places if place in self.reasons), "")

    def reasons_by_place(self, findings: Sequence[Finding]) -> dict[int, str]:
        """Return the reasons of warnings of their own by the place of each among the findings."""
        said = ((place, self.reason_for(item)) for place, item in enumerate(findings))
        return {place: reason for place, reason in said if reason}

    def unanswered(self, findings: Sequence[Finding]) -> tuple[Finding, ...]:
        """Return the warnings that nobody gave a reason for."""
        if self.accept or self.reason:
            return ()
        asked = (item for item in findings if item.severity == "warning")
        return tuple(item for item in asked if not self.reason_for(item))

    def holds_back(self, result: FileResult) -> bool:
        """Whether a file must not be filed: errors, or warnings that nobody answers."""
        return result.outcome == "errors" or bool(self.unanswered(result.each))

    def reason_in_all(self, findings: Sequence[Finding]) -> str:
        """Return the reason for all warnings, or the single ones with their cells before them."""
        said: dict[str, list[str]] = {}
        for item in findings:
            if self.reason_for(item):
                said.setdefault(self.reason_for(item), []).extend(item.cells[:1])
        single = (f"{'、'.join(cells)}：{text}" if cells else text for text, cells in said.items())
        return "；".join(part for part in (self.reason, *single) if part)


def places_of(item: Finding) -> tuple[Place, ...]:
    """Return the places that a reason for a finding answers: each of its cells."""
    return tuple((item.code, cell) for cell in item.cells or ("",))
