"""Dash with pages that are documents: every address answers itself, the layout follows suit."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterator, Sequence
from functools import cached_property
from hashlib import sha256
from pathlib import Path
from typing import Any
from urllib.parse import quote

import dash
from flask import Flask, Response, request

from dashboard import html
from dashboard.document import Bundles, compact

ASSETS = Path(__file__).resolve().parent.parent / "assets"
PLOTLY = "plotly/plotly-basic.min.js"
_SOURCE = re.compile(r'src="([^"]+)"')
_PASSING = frozenset({"end_id", "python_version"})
_POLYFILL = "/polyfill@"
_CORE, _GRAPH = "/dash/dcc/dash_core_components.", "/dash/dcc/async-graph."
_LIBRARIES = {
    "/dash/html/": "dash_html_components",
    "/dash/dcc/": "dash_core_components",
    "/dash/dash_table/": "dash_table",
}

Answer = Callable[[str], Response]


class PageDash(dash.Dash):
    """Dash whose index and layout come from the pages instead of from one fixed layout.

    ``answer_page`` gets the address of the request; ``answer_layout`` gets the address of
    the page that asks, which the page's own script adds to the request.
    """

    def __init__(self, server: Flask, answer_page: Answer, answer_layout: Answer) -> None:
        self._answer_page, self._answer_layout = answer_page, answer_layout
        self._index_parts: dict[str, str] = {}
        super().__init__(
            __name__,
            server=server,  # type: ignore[arg-type]  # annotated as bool, takes a Flask too
            assets_folder=str(ASSETS),
            include_assets_files=False,
            pages_folder="",
            use_pages=False,
            update_title="",
            add_log_handler=False,
        )
        self.layout = html.Div()

    def index(self, *_args: Any, **_kwargs: Any) -> Response:
        """Answer any address that no other route claims."""
        query = request.query_string.decode("ascii", "replace")
        path = "/" + request.path.lstrip("/")  # two slashes would read as a host
        return self._answer_page(f"{quote(path)}?{query}")

    def serve_layout(self) -> Response:
        """Answer the tree of the page named in the query."""
        return self._answer_layout(request.args.get("page", "/"))

    def interpolate_index(self, *args: Any, **parts: Any) -> Any:
        """Keep the parts that Dash would have put into its index; the pages use them."""
        self._index_parts = parts
        return super().interpolate_index(*args, **parts)  # type: ignore[no-untyped-call]

    @cached_property
    def bundles(self) -> Bundles:
        """What every document links to; the same for the life of the process."""
        super().index()  # type: ignore[no-untyped-call]
        urls = _SOURCE.findall(self._index_parts["scripts"])
        libraries = tuple((name, url) for url in _with_graph(urls) if (name := _library(url)))
        rest = [url for url in urls if not _library(url)]
        return Bundles(
            style=compact((ASSETS / "style.css").read_text(encoding="utf-8")),
            icon=asset_url("icon.svg"),
            takeover=asset_url("takeover.js"),
            still=asset_url("still.js"),
            session=asset_url("session.js"),
            form_style=compact((ASSETS / "form.css").read_text(encoding="utf-8")),
            form=asset_url("form.js"),
            more={"briefing": asset_url("briefing.js")},
            polyfill=tuple(url for url in rest if _POLYFILL in url),
            before=tuple(url for url in rest if "/deps/" in url and _POLYFILL not in url),
            libraries=libraries,
            renderer=tuple(url for url in rest if "/deps/" not in url),
            config=_lasting(self._index_parts["config"]),
        )


def _with_graph(urls: Sequence[str]) -> Iterator[str]:
    """Yield the scripts, and after that of dcc its part for charts.

    Dash's client would ask for that part later, one round trip more, and without the
    fingerprint that lets browsers keep it.
    """
    for url in urls:
        yield url
        if _CORE in url:
            yield url.replace(_CORE, _GRAPH)


def _lasting(config: str) -> str:
    """Return Dash's configuration without what differs from process to process.

    Else two workers would never agree on a page's entity tag. The token dropped here guards
    background callbacks, of which there are none; the version of Python concerns nobody.
    """
    start, end = config.index("{"), config.rindex("}") + 1
    values = json.loads(config[start:end])
    kept = {key: value for key, value in values.items() if key not in _PASSING}
    kept |= {"children_props": _told(values["children_props"]), **_own_plotly()}
    text = json.dumps(kept, sort_keys=True).replace("<", "\\u003c")
    return config[:start] + text + config[end:]


def _told(libraries: dict[str, dict[str, list[str]]]) -> dict[str, dict[str, list[str]]]:
    """Return which properties of components hold components, without those that have none.

    Most have none, and the client takes what is not named as none: 2 kB less in every page.
    """
    return {
        library: {name: held for name, held in names.items() if held}
        for library, names in libraries.items()
    }


def _own_plotly() -> dict[str, Any]:
    """Lead Dash's client to our small build of plotly.js, which it asks for at the first chart.

    With ``serve_locally`` it would take Dash's own, four times as large; the client reads that
    entry for nothing else.
    """
    return {"serve_locally": False, "plotlyjs_url": asset_url(PLOTLY)}


def asset_url(name: str) -> str:
    """Return the address of one of our assets with its content in the query."""
    return f"/assets/{name}?v={sha256((ASSETS / name).read_bytes()).hexdigest()[:12]}"


def _library(url: str) -> str | None:
    return next((name for part, name in _LIBRARIES.items() if part in url), None)
