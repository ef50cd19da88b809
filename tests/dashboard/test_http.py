"""What is answered over HTTP besides the figures: states, headers, caching, failures."""

import gzip
import json
import logging
import os
import subprocess
import sys
from hashlib import sha256
from pathlib import Path
from urllib.parse import quote

import pytest

from dashboard.document import compact
from dashboard.entry import ASSETS
from dashboard.factory import server_for
from etl.domain.refusal import SystemFault
from tests.dashboard import cities
from tests.dashboard.fake import FakeSource
from tests.dashboard.reading import read

ROOT = Path(__file__).parents[2]


@pytest.mark.parametrize(
    ("path", "words"),
    [
        ("/nothing", "地址“/nothing”不是本看板的页面。"),
        ("/project/nobody", "2021年任务书中没有代码为“nobody”的项目。"),
        ("/region/000000", "2021年任务书中没有代码为“000000”的县区。"),
        ("/?year=1999&month=1", "没有1999年的年度任务书。已录入的年度：2021年。"),
        ("/?year=2021&month=13", "地址中的月份“13”不对，应为1至12的整数。"),
        ("/project/rehab?year=abc", "地址中的年度“abc”不对"),
        ("/%3Cb%3E", "地址“/<b>”不是本看板的页面。"),
    ],
)
def test_a_wrong_address_gets_a_page_that_helps(visit, path, words):
    answer = visit("ordinary").get(path)
    page = read(answer.text)
    assert answer.status_code == 404
    assert words in page.text
    ways = {node.attributes["href"] for node in page.all("a")}
    assert {"/", "/project/rehab", "/region/990001"} <= ways
    assert not page.all("script")


@pytest.mark.parametrize(
    ("path", "status", "words"),
    [
        ("/api/v1/completion?year=1999&month=1", 404, "1999年没有年度任务书。"),
        ("/api/v1/completion?region=x", 404, "没有代码为x的县区"),
        ("/api/v1/completion?year=2021&month=0", 400, "应为1至12的整数"),
        ("/api/v1/completion?by=cells", 400, "by应为"),
        ("/api/v1/completion.csv?by=cells", 400, "by应为"),
        ("/api/v1/trace?region=990001", 400, "缺少参数indicator"),
        ("/api/v1/trace?region=990001&indicator=x", 404, "没有代码为x的指标"),
        ("/api/v1/nothing", 404, "没有这个接口"),
    ],
)
def test_an_error_of_the_api_is_json(visit, path, status, words):
    answer = visit("ordinary").get(path)
    assert answer.status_code == status
    assert answer.content_type.startswith("application/json")
    assert words in json.loads(answer.data)["error"]


def test_the_api_answers_the_latest_month_when_not_told_which(visit):
    answer = visit("ordinary").get("/api/v1/completion").get_json()
    assert (answer["year"], answer["month"], len(answer["rows"])) == (2021, 8, 8)
    cells = visit("ordinary").get("/api/v1/completion?year=2021&by=region").get_json()
    assert len(cells["rows"]) == 72
    assert visit("empty").get("/api/v1/completion").status_code == 404
    trace = visit("ordinary").get("/api/v1/trace?region=990001&indicator=rehab").get_json()
    assert set(trace) == {"value", "unit", "formula", "parts"}


@pytest.mark.parametrize("kind", ["csv", "xlsx"])
def test_downloads_have_chinese_names(visit, kind):
    answer = visit("ordinary").get(f"/api/v1/completion.{kind}?year=2021&month=8&by=region")
    named = answer.headers["Content-Disposition"]
    assert answer.status_code == 200
    assert f'filename="completion-2021-08.{kind}"' in named
    assert f"filename*=UTF-8''{quote('完成情况-2021-08-分县区')}.{kind}" in named


@pytest.mark.parametrize("path", ["/", "/project/rehab", "/_dash-layout?page=/"])
def test_an_unchanged_page_is_not_sent_again(visit, path):
    visitor = visit("ordinary")
    for encoding in ("gzip", "identity"):
        first = visitor.get(path, headers={"Accept-Encoding": encoding})
        assert first.headers["Cache-Control"] == "private, no-cache"
        assert "Accept-Encoding" in first.headers["Vary"]
        again = visitor.get(
            path, headers={"Accept-Encoding": encoding, "If-None-Match": first.headers["ETag"]}
        )
        assert (again.status_code, again.data) == (304, b"")


def test_compressed_and_plain_are_the_same_page(visit):
    packed = visit("ordinary").get("/", headers={"Accept-Encoding": "gzip, br"})
    plain = visit("ordinary").get("/", headers={"Accept-Encoding": "gzip;q=0"})
    assert packed.headers["Content-Encoding"] == "gzip"
    assert "Content-Encoding" not in plain.headers
    assert gzip.decompress(packed.data) == plain.data
    assert packed.headers["ETag"] != plain.headers["ETag"]


def test_what_the_pages_do_not_read_makes_no_new_page():
    asked = []

    class Counting(FakeSource):
        def completion(self, *arguments, **named):
            asked.append(arguments)
            return super().completion(*arguments, **named)

    source = Counting(**vars(cities.ordinary()))
    visitor = server_for(source).test_client()
    visitor.get("/?year=2021&month=8")
    count = len(asked)
    for path in ("/?month=8&year=2021", "/?year=2021&month=8&utm=1", "/?year=2021&month=8&x"):
        assert visitor.get(path).status_code == 200
    visitor.get("/_dash-layout?page=" + quote("/?year=2021&month=8", safe=""))
    assert len(asked) == count


@pytest.mark.parametrize(
    "path", ["/", "/nothing", "/healthz", "/api/v1/completion", "/api/v1/nothing", "/_dash-layout"]
)
def test_every_answer_has_the_security_headers(visit, path):
    headers = visit("ordinary").get(path).headers
    assert headers["X-Content-Type-Options"] == "nosniff"
    assert headers["Referrer-Policy"] == "same-origin"
    assert headers["X-Frame-Options"] == "SAMEORIGIN"
    policy = dict(part.split(" ", 1) for part in headers["Content-Security-Policy"].split("; "))
    assert policy["default-src"] == "'self'"
    assert policy["script-src"] == "'self'"


def linked(page):
    """The addresses of what a page loads, the scripts in their order."""
    (own,) = (node.attributes for node in page.all("script") if "src" in node.attributes)
    pictures = [node.attributes["href"] for node in page.all("link")]
    return [own["src"], *own["data-scripts"].split(), *pictures]


def test_scripts_and_pictures_are_compressed_and_kept(visit):
    visitor = visit("ordinary")
    links = linked(read(visitor.get("/").text))
    total = 0
    for link in links:
        for _ in range(2):
            answer = visitor.get(link, headers={"Accept-Encoding": "gzip"})
            assert answer.status_code == 200
            assert answer.headers["Content-Encoding"] == "gzip"
            assert "max-age=31536000" in answer.headers["Cache-Control"]
            assert len(answer.data) < len(gzip.decompress(answer.data))
        with visitor.get(link, headers={"Accept-Encoding": "identity"}) as plain:
            assert plain.data == gzip.decompress(answer.data)
        total += len(answer.data)
    assert total < 200_000
    assert not [
        link for link in links if "plotly" in link or "dash_table" in link or "/dcc/" in link
    ]
    assert all(link.startswith("/") for link in links)


def test_no_script_stands_in_the_document_and_one_brings_the_others_in_order(visit):
    page = read(visit("ordinary").get("/").text)
    config, only = page.all("script")
    assert config.attributes["type"] == "application/json"
    assert "async" in only.attributes
    links = linked(page)
    assert len(set(links)) == len(links)
    names = [Path(link.split("?")[0]).name.split(".")[0] for link in links]
    assert names == [
        "takeover",
        "react@18",
        "react-dom@18",
        "prop-types@15",
        "dash_renderer",
        "still",
        "icon",
    ]


@pytest.mark.parametrize("path", ["/", "/project/nobody"])
def test_the_style_stands_in_the_document(visit, path):
    answer = visit("ordinary").get(path)
    page = read(answer.text)
    style = compact((ASSETS / "style.css").read_text(encoding="utf-8"))
    assert page.one("head").one("style").text.startswith(style)
    assert [node.attributes["rel"] for node in page.all("link")] == ["icon"]


def test_pages_lead_to_the_small_build_of_plotly_and_no_other(visit):
    visitor = visit("ordinary")
    config = json.loads(read(visitor.get("/").text).one(id="_dash-config").text)
    assert config["serve_locally"] is False
    link = config["plotlyjs_url"]
    for _ in range(2):
        answer = visitor.get(link, headers={"Accept-Encoding": "gzip"})
        assert answer.status_code == 200
        assert answer.headers["Cache-Control"] == "public, max-age=31536000, immutable"
        assert len(answer.data) < 400_000
    script = gzip.decompress(answer.data)
    assert link == f"/assets/plotly/plotly-basic.min.js?v={sha256(script).hexdigest()[:12]}"


def test_made_up_fingerprints_fill_no_memory(visit):
    visitor = visit("ordinary")
    for number in range(200):
        answer = visitor.get(f"/assets/style.css?v={number}", headers={"Accept-Encoding": "gzip"})
        assert answer.status_code == 200
    assert visitor.get("/assets/nothing.css?v=1").status_code == 404


def test_health_asks_nobody_and_readiness_asks_the_database():
    class Broken(FakeSource):
        def is_ready(self):
            raise OSError("gone")

        def data_version(self):
            raise OSError("gone")

    visitor = server_for(Broken()).test_client()
    assert visitor.get("/healthz").status_code == 200
    assert visitor.get("/readyz").status_code == 503
    assert server_for(cities.empty()).test_client().get("/readyz").status_code == 200


def test_an_unexpected_failure_is_a_calm_page_with_a_number(caplog):
    class Broken(FakeSource):
        def data_version(self):
            raise RuntimeError("secret detail")

    visitor = server_for(Broken()).test_client()
    with caplog.at_level(logging.ERROR):
        answer = visitor.get("/")
    page = read(answer.text)
    assert answer.status_code == 500
    assert "系统暂时无法显示这一页，已记录，编号" in page.text
    assert "secret" not in answer.text
    number = page.text.split("编号")[1][:8]
    assert number in caplog.text
    assert "secret detail" in caplog.text
    broken = visitor.get("/api/v1/completion")
    assert (broken.status_code, list(broken.get_json())) in [(500, ["error"]), (404, ["error"])]


def test_a_database_that_does_not_answer_is_said_calmly_without_its_address(caplog):
    class Away(FakeSource):
        def data_version(self):
            raise SystemFault("数据库 postgresql://user@db.example/city 连不上。")

    visitor = server_for(Away()).test_client()
    with caplog.at_level(logging.ERROR):
        answer = visitor.get("/")
    page = read(answer.text)
    assert answer.status_code == 503
    assert "数据库暂时不可用，已记录，编号" in page.text
    assert "请稍后刷新" in page.text
    assert "db.example" not in answer.text
    assert "db.example" in caplog.text


def test_a_method_that_is_not_served(visit):
    assert visit("ordinary").post("/").status_code == 405
    assert visit("ordinary").post("/api/v1/completion").get_json()["error"]


def test_dash_answers_only_for_itself(visit):
    assert visit("ordinary").get("/_dash-dependencies").get_json() == []
    layout = visit("ordinary").get("/_dash-layout?page=/project/nobody")
    assert layout.status_code == 200
    assert "nobody" in layout.text


def test_every_process_makes_the_same_document():
    """Two workers, or one before and after a restart: a visitor's copy stays good."""
    program = (
        "from dashboard.factory import server_for; from tests.dashboard import cities;"
        "client = server_for(cities.ordinary()).test_client();"
        "print(client.get('/').headers['ETag'], client.get('/_dash-layout').headers['ETag'])"
    )
    runs = {
        subprocess.run(
            [sys.executable, "-c", program],
            cwd=ROOT,
            env={**os.environ, "PYTHONHASHSEED": seed},
            capture_output=True,
            text=True,
            check=True,
        ).stdout
        for seed in ("1", "2")
    }
    assert len(runs) == 1
    assert runs.pop().count('"') == 4


def test_two_servers_in_one_process_do_not_mix(visit):
    assert "云岭市" in visit("ordinary").get("/").text
    assert "云岭市" not in visit("second_city").get("/").text
    assert "云岭市" in visit("ordinary").get("/").text


@pytest.mark.parametrize(
    "content",
    [b"{}", b"junk", b"[]", b'{"output": 1}', b'{"output": "x.y", "inputs": []}'],
)
def test_a_callback_that_is_none_of_ours_is_refused(visit, content, caplog):
    answer = visit("ordinary").post(
        "/_dash-update-component", data=content, content_type="application/json"
    )
    assert answer.status_code == 400
    assert "Traceback" not in answer.text + caplog.text


@pytest.mark.parametrize("path", ["../../app.py", "x/y.js", "dash/nothing.js", "dash/../app.py"])
def test_a_file_of_no_library_is_not_found(visit, path, caplog):
    answer = visit("ordinary").get(f"/_dash-component-suites/{path}")
    assert answer.status_code == 404
    assert "Traceback" not in answer.text + caplog.text


def test_a_month_alone_is_that_of_the_latest_year_with_figures(visit):
    assert read(visit("ordinary").get("/?month=4").text).one("h1").text.startswith("2021年1—4月")
    answer = visit("ordinary").get("/api/v1/completion?month=4").get_json()
    assert (answer["year"], answer["month"]) == (2021, 4)
    assert visit("empty").get("/?month=4").status_code == 200


@pytest.mark.parametrize(
    ("path", "way"),
    [
        ("/project", "/project/rehab?year=2021&month=8"),
        ("/project/", "/project/students?year=2021&month=8"),
        ("/region?year=2021&month=4", "/region/990009?year=2021&month=4"),
    ],
)
def test_an_address_without_a_code_lists_the_ways(visit, path, way):
    answer = visit("ordinary").get(path)
    assert answer.status_code == 200
    assert way in {node.attributes["href"] for node in read(answer.text).one("main").all("a")}
