"""The press officer at a real browser: reads, clicks a number, copies a sentence, takes a file."""

import pytest
from playwright.sync_api import expect

from tests.browser.axe import bring_axe, violations
from tests.month.city import CITY, give_accounts, served
from tests.month.journeys import Journey
from tests.release.journeys import to_a_word_file, to_the_origin_of_a_number
from tests.release.months import HAIGANG, closed_and_released, correct_after_closing, sample

pytestmark = pytest.mark.browser
PRESS = "新闻办赵敏"


@pytest.fixture(scope="module")
def site(tmp_path_factory):
    database = sample(tmp_path_factory.mktemp("journey"))
    give_accounts(database)
    closed_and_released(database)
    correct_after_closing(database, HAIGANG, {"G11": 23, "H11": 174})
    with served(database) as base:
        yield base
    database.close()


@pytest.fixture
def context_options(request):
    size = getattr(request, "param", (1440, 900))
    return {
        "locale": "zh-CN",
        "viewport": {"width": size[0], "height": size[1]},
        "permissions": ["clipboard-read", "clipboard-write"],
    }


def no_violations(page):
    bring_axe(page)
    assert violations(page, ".par:nth-of-type(n + 4), .points li:nth-child(n + 4)") == []


def test_a_word_file_is_two_clicks_from_the_login(page, site, tmp_path):
    journey = Journey(page, site)
    taken = to_a_word_file(journey, PRESS, tmp_path)
    assert journey.clicks == 2
    assert taken.name == "通稿-2021-08-2-截至2021-08-18.docx"
    assert taken.read_bytes()[:2] == b"PK"
    no_violations(page)


def test_a_number_leads_to_its_origin_and_back(page, site):
    journey = Journey(page, site)
    journey.login(PRESS)
    page.goto(f"{site}/briefing?release=2021-08-1")
    assert "就业服务累计完成 738人" in to_the_origin_of_a_number(journey, "738人")
    page.locator(".crumbs").get_by_role("link", name="新闻材料").click()
    expect(page.locator("h1")).to_have_text("新闻材料 2021-08-1")


def test_a_sentence_is_copied_with_its_source_and_release(page, site):
    journey = Journey(page, site)
    journey.login(PRESS)
    page.goto(f"{site}/briefing?release=2021-08-1&length=medium")
    page.get_by_role("button", name="复制第2段").click()
    expect(page.locator(".copied")).to_contain_text("已复制第2段")
    copied = page.evaluate("navigator.clipboard.readText()")
    assert copied.startswith("辅具适配。残疾人基本辅具适配累计完成4674人")
    assert copied.endswith("（示例数据，秦皇岛市残疾人联合会，2021-08-1定版，截至2021年8月18日）")
    assert "复制" not in copied


def test_an_older_release_says_that_it_was_corrected_since(page, site):
    journey = Journey(page, site)
    journey.login(PRESS)
    page.goto(f"{site}/briefing?release=2021-08-1")
    notice = page.locator("[data-release]")
    expect(notice).to_contain_text("2021-08-1之后有更正：2021-08-2，请改用。")
    no_violations(page)
    notice.get_by_role("link").click()
    expect(page.locator("h1")).to_have_text("新闻材料 2021-08-2")
    expect(page.locator("#changes")).to_contain_text("核减重复登记2人")


def test_another_choice_is_another_address_that_can_be_sent(page, site):
    journey = Journey(page, site)
    journey.login(PRESS)
    page.goto(f"{site}/briefing?release=2021-08-1")
    page.get_by_label("县区", exact=True).select_option("昌黎县")
    page.get_by_label("政策要点", exact=True).check()
    page.get_by_label("资金", exact=True).uncheck()
    journey.press("更新文稿")
    expect(page.locator(".article h3")).to_contain_text("昌黎县")
    expect(page.locator(".article")).not_to_contain_text("万元")
    address = page.url
    page.goto(f"{site}/briefing")
    page.goto(address)
    expect(page.locator(".article h3")).to_contain_text("昌黎县")
    expect(page.get_by_label("政策要点", exact=True)).to_be_checked()
    expect(page.get_by_label("资金", exact=True)).not_to_be_checked()


@pytest.mark.parametrize("context_options", [(390, 844)], indirect=True)
@pytest.mark.parametrize(
    ("who", "path"), [(CITY, "/briefing"), (PRESS, "/briefing?release=2021-08-1")]
)
def test_on_a_phone_nothing_is_wider_than_the_screen(page, site, who, path):
    journey = Journey(page, site)
    journey.login(who)
    page.goto(f"{site}{path}")
    assert page.evaluate("document.documentElement.scrollWidth") <= 390
    no_violations(page)


def test_on_paper_stands_the_text_and_no_form(page, site):
    journey = Journey(page, site)
    journey.login(PRESS)
    page.goto(f"{site}/briefing?release=2021-08-1")
    page.emulate_media(media="print")
    expect(page.locator(".article")).to_be_visible()
    for gone in (".scope form", ".copy", ".desk-head .acts"):
        expect(page.locator(gone).first).to_be_hidden()
