"""The guard before every request: the table of rights, forced password changes, origin of forms.

It runs before any handler. Handlers look again at whose data they touch.
"""

from __future__ import annotations

from collections.abc import Callable
from urllib.parse import parse_qsl, quote, unquote

from flask import Flask, Response, request
from werkzeug.exceptions import BadRequest, Forbidden, Unauthorized
from werkzeug.utils import redirect

from dashboard.access.doors import Doors
from dashboard.access.rights import Right, rights
from dashboard.selection import EXPORT_PATH, address, split

RuleOf = Callable[[str], str | None]
CHANGE_FIRST = "请先修改一次性密码。"
_SAFE = ("GET", "HEAD", "OPTIONS")
_WHILE_CHANGING = ("/account", "/login")
_ALWAYS = ("login", "logout", "session", "session_keep", "account_password", "_dash_assets.static")


def add_guard(server: Flask, doors: Doors, rule_of: RuleOf) -> None:
    """Ask the table before every request; ``rule_of`` gives the rule of a page's path."""

    def guard() -> Response | None:
        if request.url_rule is None:
            return None  # no such address: the handlers of failures answer
        if request.method not in _SAFE:
            doors.check_origin()
        right = _right(doors, rule_of)
        if right == "released":  # the page itself sees to what of it
            right = "yes" if release_asked() else "no"
        if right in ("yes", "own") or (right == "open" and doors.is_open()):
            return _change_first(doors)
        return _turned_away(doors)

    server.before_request(guard)


def _right(doors: Doors, rule_of: RuleOf) -> Right:
    role = doors.visitor().role
    assert request.url_rule is not None
    found = rights().right("route", request.url_rule.rule, request.method, role)
    if found == "page":
        return rights().page(rule_of(page_asked()), role)
    if found == "callback":
        asked = _callback_asked()
        if not rights().has("callback", asked):
            raise BadRequest  # one that the table does not know is none of ours
        return rights().right("callback", asked, "POST", role)
    return found


def page_asked() -> str:
    """Return the path of the page that a request is about: its own, a layout's, an export's."""
    assert request.url_rule is not None
    if request.url_rule.rule == "/_dash-layout":
        return unquote(split(request.args.get("page", "/")).path) or "/"
    if request.path.startswith(f"{EXPORT_PATH}/"):
        page, _, _ = request.path.removeprefix(EXPORT_PATH).rpartition("/")
        return page or "/"
    return request.path


def release_asked() -> str:
    """Return the release that the page's address names, "" for none."""
    assert request.url_rule is not None
    query = request.query_string.decode("ascii", "replace")
    if request.url_rule.rule == "/_dash-layout":
        query = split(request.args.get("page", "/")).query
    return dict(parse_qsl(query)).get("release", "").strip()


def _callback_asked() -> str:
    asked = request.get_json(silent=True)
    output = asked.get("output") if isinstance(asked, dict) else None
    if not isinstance(output, str):
        raise BadRequest
    return output


def _change_first(doors: Doors) -> Response | None:
    """Lead to the change of a one-time password from wherever else somebody wants to go."""
    if not doors.must_change_password():
        return None
    if request.endpoint in _ALWAYS or request.path in _WHILE_CHANGING:
        return None
    return _to("/account") if _is_page() else _refused(Forbidden(CHANGE_FIRST))


def _turned_away(doors: Doors) -> Response:
    if doors.visitor().role is not None:
        return _refused(Forbidden())
    if not _is_page():
        return _refused(Unauthorized())
    wanted = request.full_path if request.query_string else request.path
    return _to(address("/login", kept=(("next", wanted),) if wanted != "/" else ()))


def _is_page() -> bool:
    assert request.url_rule is not None
    return request.method in _SAFE and request.url_rule.rule in ("/", "/<path:path>")


def _refused(error: Forbidden | Unauthorized) -> Response:
    raise error


def _to(where: str) -> Response:
    answer = redirect(where, 303, Response)
    answer.headers["Cache-Control"] = "no-store"
    assert isinstance(answer, Response)
    return answer


def local_path(wanted: str) -> str:
    """Return a path of this site to go on to; "" for anything that leads elsewhere."""
    parts = split(wanted)
    leads_away = parts.scheme or parts.netloc or wanted.startswith(("//", "/\\"))
    if leads_away or not wanted.startswith("/") or "\\" in wanted or not wanted.isprintable():
        return ""
    path = quote(unquote(parts.path))
    if path.startswith("//"):
        return ""
    return path + (f"?{parts.query}" if parts.query else "")
