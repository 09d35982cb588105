"""Learning from a phone: an exam failed, coached and passed; a course for those chosen in the list, and taken back."""

from __future__ import annotations

from typing import Any

from playwright.async_api import expect

from tests.browser.conftest import Variant

PHONE = Variant(width=390)
RIGHT = ("在系统里查看手上的订单", "全部留在公司系统里")
NEEDED = "顾客信息保护"


async def hand_in(page: Any, *chosen: str) -> None:
    """Choose the options named, and otherwise the first of each question."""
    for question in await page.locator("fieldset.asked-one").all():
        await question.locator("input").first.check(force=True)
    for option in chosen:
        await page.get_by_text(option, exact=True).click()
    await page.locator("main form button.primary").click()


async def test_an_exam_is_failed_coached_and_passed_on_the_phone_without_a_script(tab):
    phone, boss = await tab("employee", PHONE, scripts=False), await tab("department_manager")
    await phone.open("/")
    await phone.page.get_by_role("link", name=f"去考核 {NEEDED}").click()
    await phone.page.get_by_role("link", name="参加考核").click()
    await hand_in(phone.page)
    await expect(phone.page.locator("main")).to_contain_text("得 50 分，及格需 60 分。")
    place = phone.page.url

    await boss.open("/training/exams?view=coaching")
    await boss.page.click(f"a.button[href*='{place.rsplit('/', 1)[-1]}']")
    await boss.page.fill("#coach [name=remark]", "一起看了两个例子")
    await boss.page.click("#coach button.primary")
    await expect(boss.page.locator("main")).to_contain_text("一起看了两个例子")

    await phone.page.goto(place)
    await expect(phone.page.locator("main")).to_contain_text("一起看了两个例子")
    await phone.page.get_by_role("link", name="参加考核").click()
    await hand_in(phone.page, *RIGHT)
    await expect(phone.page.locator(".note.good")).to_contain_text("成绩 100 分")
    await phone.page.locator("#rate label", has_text="4").click()
    await phone.page.click("#rate button")
    await expect(phone.page.locator("section", has=phone.page.locator("#certs"))).to_contain_text("PRIVACY-")
    assert (phone.errors, boss.errors) == ([], [])


async def test_those_chosen_in_the_list_get_a_course_which_can_be_taken_back(tab):
    desk = await tab("department_manager")
    await desk.open("/people?status=ACTIVE")
    picks = desk.page.locator("input[name=pick]")
    await picks.nth(0).check()
    await picks.nth(1).check()
    await desk.page.locator("#bulk").get_by_role("button", name="安排课程").click()
    drawer = desk.page.locator("#drawer")
    await expect(drawer.locator("input[name=person]:checked")).to_have_count(2)
    await drawer.locator("#courseId").select_option(label="售后处理与安抚 · EC-AFTER")
    await drawer.locator("button.primary").click()

    await expect(desk.page.get_by_text("已安排给 2 人")).to_be_visible()
    assert "/people?status=ACTIVE" in desk.page.url
    assert await desk.violations() == []
    await desk.page.get_by_role("button", name="撤销").click()
    await expect(desk.page.get_by_text("已撤销")).to_be_visible()
    assert desk.errors == []


LESSONS = """{ me { enrollments(first: 20, orderBy: [{ assignedOn: ASC }]) { nodes { id course { lessons(first: 9) {
  nodes { id kind } } } } } } }"""
UNTIL = """(asked) => new Promise(async (done) => {
  while (!(await caches.has("lessons") === asked)) await new Promise((next) => setTimeout(next, 20));
  done();
})"""
"""Waits until the words of lessons are kept, or are gone."""


async def test_the_words_of_an_opened_lesson_stay_readable_without_a_network_and_nothing_else(tab, demo):
    me: Any = demo.ask("employee", LESSONS)["me"]
    enrollment, lesson = next(
        (row["id"], each)
        for row in me["enrollments"]["nodes"]
        for each in row["course"]["lessons"]["nodes"]
        if each["kind"] == "PAGE"
    )
    opened = await tab("employee", PHONE)
    page, place = opened.page, f"/learn/{enrollment}/{lesson['id']}"
    await opened.open("/")
    name = await page.locator("#account-name").text_content() or "?"
    await page.evaluate("navigator.serviceWorker.ready.then(() => true)")
    await opened.open(place)
    words = await page.locator(".reading .prose").inner_text()
    await page.evaluate(UNTIL, True)

    await page.context.set_offline(True)
    await opened.open("/me/learning")
    await page.locator("[data-lessons] a").click()
    await expect(page.locator(".prose")).to_have_text(words, use_inner_text=True)
    await expect(page.locator(".note.care")).to_contain_text("没有网络")
    kept = await page.content()
    assert await page.locator("form, script, video, input").count() == 0
    assert (name in kept, "csrf" in kept) == (False, False)
    await page.context.set_offline(False)

    await opened.open(place)
    await expect(page.locator(".go-bar")).to_have_count(1)
    await page.context.clear_cookies()
    await opened.open("/login")
    await page.evaluate(UNTIL, False)
