"""The forms of the filing page: check, file, nothing new; the template and the marked copy."""

from __future__ import annotations

from urllib.parse import urlencode

from flask import Flask, Response, flash, request

from dashboard.access.doors import Doors
from dashboard.documents import Documents
from dashboard.http.forms import gone_on, known_number, month_of
from dashboard.http.submissions import file_answer, uploads_of
from dashboard.pages.submit.view import SUBMIT_PATH
from dashboard.selection import positive
from etl.domain.refusal import NotFound, Refusal
from etl.services import audit, drafts
from etl.services.database import Database
from etl.services.filed import FiledResult
from etl.services.nothing_new import file_nothing_new
from etl.services.orders import Order
from etl.services.plan_lookup import region_by_code
from etl.services.template import template
from etl.services.uploads import MOST_FILES

_LONGEST_KEY = 60
_LONGEST_LIST = 600


def add_submit(server: Flask, db: Database, doors: Doors, documents: Documents) -> None:
    """Add the routes behind the filing page."""
    forms = SubmitForms(db, doors, documents)
    add = server.add_url_rule
    add(f"{SUBMIT_PATH}/check", "submit_check", forms.check, methods=["POST"])
    add(f"{SUBMIT_PATH}/file", "submit_file", forms.file, methods=["POST"])
    add(f"{SUBMIT_PATH}/nothing", "submit_nothing", forms.nothing_new, methods=["POST"])
    add(f"{SUBMIT_PATH}/template", "submit_template", forms.template)
    add(f"{SUBMIT_PATH}/annotated/<int:number>", "submit_annotated", forms.annotated)


class SubmitForms:
    """What each form does; whatever region is named, the visitor's rights to it are asked."""

    def __init__(self, db: Database, doors: Doors, documents: Documents) -> None:
        self._db, self._doors, self._documents = db, doors, documents

    def check(self) -> Response:
        """Check the files that were sent, keep them as drafts, and show what was found."""
        given = uploads_of(request.files.getlist("file"))
        if not given:
            flash("没有收到文件，请先选择填好的工作簿。")
            return self._back()
        numbers = drafts.check_uploads(self._db, given, self._doors.visitor())
        chosen = {"check": ",".join(map(str, numbers))} | self._region()
        first = numbers[0] if numbers else 0
        return gone_on(f"{SUBMIT_PATH}?{urlencode(chosen)}#check-{first}")

    def file(self) -> Response:
        """File the drafts named, each with its reasons; a form that comes again changes nothing."""
        named = (
            positive(text) for text in request.form.get("check", "")[:_LONGEST_LIST].split(",")
        )
        numbers = list(dict.fromkeys(number for number in named if number is not None))[:MOST_FILES]
        numbers = drafts.oldest_first(self._db, numbers)
        results = []
        for place, number in enumerate(numbers):
            prefix = f"{number}/"
            written = {
                key.removeprefix(prefix): value
                for key, value in request.form.items()
                if key.startswith(prefix)
            }
            key = f"{self._key()}:{place}" if self._key() else ""
            order = Order.of(self._doors.visitor(), key=key)
            results.append(drafts.file_draft(self._db, number, order, written))
        return self._filed(numbers, results)

    def _filed(self, numbers: list[int], results: list[FiledResult]) -> Response:
        filed = [item for item in results if item.submission is not None]
        held = [
            number for number, item in zip(numbers, results, strict=True) if not item.submission
        ]
        if held or not filed:
            flash(_held_words(len(filed), results))
            chosen = {"check": ",".join(map(str, held))} | self._region()
            return gone_on(f"{SUBMIT_PATH}?{urlencode(chosen)}")
        if len(filed) > 1:
            flash(f"{len(filed)}份月报都已报送，回执在下面的历次回执里。")
        return self._to_receipt(filed[0])

    def _to_receipt(self, result: FiledResult) -> Response:
        if result.unchanged and result.filing is not None:
            flash("这份数已经报送过，没有重复登记，回执号不变。")
        chosen = {"receipt": str(result.submission)} | self._region(result.region or "")
        return gone_on(f"{SUBMIT_PATH}?{urlencode(chosen)}#receipt")

    def nothing_new(self) -> Response:
        """File the month with the figures of the month before."""
        region = self._own_region()
        order = Order.of(self._doors.visitor(), key=self._key())
        try:
            result = file_nothing_new(self._db, region, month_of(request.form), order)
        except NotFound:
            raise
        except Refusal as refused:
            flash(refused.message)
            return self._back()
        if result.submission is None:
            flash("没有报送：" + "；".join(item.message for item in result.findings) + "。")
            return self._back()
        return self._to_receipt(result)

    def template(self) -> Response:
        """Hand out the county's prefilled form."""
        region, month = self._own_region(), month_of(request.args)
        content = template(self._db, region, month)
        name = region_by_code(self._db, month, region)
        return file_answer(f"{name}{month.label}月报表.xlsx", content)

    def annotated(self, number: int) -> Response:
        """Hand back a checked workbook with every finding marked."""
        by = self._doors.visitor()
        name, content = drafts.annotated_draft(self._db, known_number(number), by)
        audit.note(self._db, by, "export", f"批注件 检查{number}")
        return file_answer(name, content)

    def _own_region(self) -> str:
        """Return the region that the form names, if the visitor may file for it."""
        by = self._doors.visitor()
        asked = request.values.get("region", "") or by.region
        if not asked or not by.may_file_for(asked):
            raise NotFound(f"没有代码为“{asked[:40]}”的报送单位。")
        return asked

    def _region(self, code: str = "") -> dict[str, str]:
        """Return the region for the address of the page; a county's own is understood."""
        if self._doors.visitor().role == "county":
            return {}
        asked = code or request.form.get("region", "")
        return {"region": asked} if asked else {}

    def _back(self) -> Response:
        kept = {key: request.form[key] for key in ("year", "month") if key in request.form}
        return gone_on(f"{SUBMIT_PATH}?{urlencode(kept | self._region())}")

    def _key(self) -> str:
        return request.form.get("key", "")[:_LONGEST_KEY]


def _held_words(filed: int, results: list[FiledResult]) -> str:
    errors = any(item.outcome == "errors" for item in results if item.submission is None)
    why = "还有错误" if errors else "有提醒没有写理由"
    done = f"{filed}份已报送；" if filed else ""
    return f"{done}下面的没有报送：{why}，请处理后再报。"
