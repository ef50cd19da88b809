"""The form as it should be, by every writer."""

from decimal import Decimal

from tests.corpus.form import Form
from tests.corpus.kinds import kind


@kind("plain", "as it should be")
def as_it_should_be(_: Form) -> None:
    """Nothing is changed."""


@kind("plain", "a half person")
def half_person(form: Form) -> None:
    form.type("rehab_adult", "completed_total", Decimal("12.5"))
    form.refuse("E-NOT-INTEGER", ("rehab_adult", "completed_total"))


@kind("plain", "a blank row and a blank column before")
def moved(form: Form) -> None:
    form.sheet.insert_rows(1)
    form.sheet.insert_columns(1)
