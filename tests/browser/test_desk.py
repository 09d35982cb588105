"""A day of work in few clicks: add in two, find in none, approve in one; the list, home, and a lost network."""

from __future__ import annotations

import uuid

from playwright.async_api import expect

from tests.browser.conftest import Variant

CLICKS = """addEventListener("click", (event) => event.isTrusted && event.detail &&
  sessionStorage.setItem("clicks", Number(sessionStorage.getItem("clicks") ?? 0) + 1), true);"""
COUNTED = "Number(sessionStorage.getItem('clicks') ?? 0)"


async def test_a_person_is_added_in_two_clicks(tab):
    opened = await tab("hr_manager")
    page = opened.page
    await page.add_init_script(CLICKS)
    await opened.open("/")

    await page.click('a[href="/people/new"]')
    await page.wait_for_url("**/people/new")
    await page.focus("#code")
    for text in (f"T{uuid.uuid4().hex[:8].upper()}", "两击", None):
        if text:
            await page.keyboard.type(text)
        await page.keyboard.press("Tab")
    await page.select_option("#departmentId", index=2)
    await page.click("form.form button.primary")

    await expect(page.locator("h1")).to_have_text("两击")
    assert await page.evaluate(COUNTED) == 2
    assert opened.errors == []


async def test_a_person_or_an_act_is_found_without_a_click(tab, demo):
    found = demo.ask("hr_manager", "{ employees(first: 1) { nodes { code name } } }")
    person = found["employees"]["nodes"][0]
    opened = await tab("hr_manager")
    page = opened.page
    await page.add_init_script(CLICKS)
    await opened.open("/")

    await page.keyboard.press("Control+k")
    await page.keyboard.type("xzyg")
    await expect(page.locator('#hits [aria-selected="true"]')).to_have_attribute("href", "/people/new")
    await page.fill("#palette input", person["code"])
    await expect(page.locator('#hits [aria-selected="true"]')).to_contain_text(person["code"])
    await page.keyboard.press("Enter")

    await expect(page.locator("h1")).to_have_text(person["name"])
    assert await page.evaluate(COUNTED) == 0


async def test_a_request_is_approved_in_one_click_and_taken_back(tab):
    opened = await tab("department_manager")
    page = opened.page
    await page.add_init_script(CLICKS)
    await opened.open("/")
    first = page.locator("form:has([data-approve])").first
    task = page.locator(f"input[name=id][value='{await first.locator('[name=id]').input_value()}']")

    await page.click("[data-approve]")
    await expect(page.locator(".toast .undo")).to_be_visible()
    assert await page.evaluate(COUNTED) == 1
    await expect(page.locator("li").filter(has=task)).to_have_count(0)

    await page.click(".toast .undo")
    await opened.open("/approvals")
    await expect(page.locator("li").filter(has=task)).to_have_count(1)


async def test_chosen_people_are_moved_together_and_put_back(tab):
    opened = await tab("hr_manager")
    page = opened.page
    await opened.open("/people?status=ACTIVE")
    before = await page.locator("td.is-department").first.inner_text()

    for row in range(2):
        await page.locator("[name=pick]").nth(row).check()
    await page.click("#bulk .primary")
    await page.wait_for_selector("#drawer form")
    names = await page.locator("#departmentId option").all_inner_texts()
    other = next(number for number, name in enumerate(names) if number and name.strip() != before)
    await page.select_option("#departmentId", index=other)
    await page.click("#drawer button.primary")

    await expect(page.locator(".toast")).to_contain_text("2")
    await expect(page.locator("td.is-department").first).to_have_text(names[other].strip())
    await page.click(".toast .undo")
    await expect(page.locator("td.is-department").first).to_have_text(before)
    assert opened.errors == []


async def test_a_cell_is_changed_by_keyboard_and_left_by_it(tab):
    opened = await tab("hr_manager")
    page = opened.page
    await opened.open("/people?status=ACTIVE")
    cell = page.locator("td.is-position[data-edit]").first
    before = await cell.inner_text()

    for key in ("j", "e"):
        await page.keyboard.press(key)
    await expect(page.locator("form.cell select")).to_be_focused()
    await page.keyboard.press("Escape")
    await expect(page.locator("form.cell")).to_have_count(0)
    assert await cell.inner_text() == before

    await page.keyboard.press("e")
    await expect(page.locator("form.cell select")).to_be_focused()
    options = await page.locator("form.cell option").all_inner_texts()
    other = next(number for number, name in enumerate(options) if name.strip() != before)
    await page.select_option("form.cell select", index=other)
    await page.keyboard.press("Enter")
    await expect(cell).to_have_text(options[other].strip())
    await page.click(".toast .undo")
    await expect(page.locator("td.is-position[data-edit]").first).to_have_text(before)


async def test_rows_are_walked_chosen_and_peeked_at_by_keyboard(tab):
    opened = await tab("hr_manager")
    page = opened.page
    await opened.open("/people")

    for key in ("j", "j", "x", "p"):
        await page.keyboard.press(key)

    second = await page.locator("tbody tr").nth(1).locator("b").inner_text()
    await expect(page.locator("#drawer h2")).to_contain_text(second)
    await expect(page.locator("[name=pick]:checked")).to_have_count(1)
    await page.keyboard.press("Escape")
    await expect(page.locator("#drawer h2")).to_have_count(0)


async def test_a_view_is_kept_opened_with_and_thrown_away_without_script(tab):
    opened = await tab("hr_manager", scripts=False)
    page = opened.page
    await opened.open("/people?status=PROBATION")

    await page.click("details.menu:has(#view-name) summary")
    await page.fill("#view-name", "快转正的")
    await page.click("form:has(#view-name) button")
    await expect(page.locator("#views [aria-current]")).to_contain_text("快转正的")
    await page.click("details.menu:has(#view-name) summary")
    await page.click("button[value=open]")
    await opened.open("/people")
    assert "status=PROBATION" in page.url

    await page.click("details.menu:has(#view-name) summary")
    await page.click("button[value=delete]")
    await expect(page.locator("#views")).not_to_contain_text("快转正的")
    await opened.open("/people")
    assert page.url.endswith("/people")


async def test_home_is_arranged_by_its_buttons_and_laid_out_anew(tab):
    opened = await tab("employee", scripts=False)
    page = opened.page
    await opened.open("/?edit=1")
    await expect(page.locator("#widget-seen")).to_have_count(1)

    await page.click('button[value="away:seen"]')
    await expect(page.locator("#widget-seen")).to_have_count(0)
    await opened.open("/")
    await expect(page.locator("#seen")).to_have_count(0)

    await opened.open("/?edit=1")
    await page.click("button[value=usual]")
    await expect(page.locator("#widget-seen")).to_have_count(1)


async def test_without_a_network_the_pages_say_so_and_keep_nothing_personal(tab):
    opened = await tab("employee", Variant(width=390))
    page = opened.page
    await opened.open("/")
    await page.evaluate("navigator.serviceWorker.ready.then(() => true)")

    await page.context.set_offline(True)
    await expect(page.locator(".offline-note")).to_be_visible()
    await opened.open("/people")
    kept = await page.evaluate(
        "caches.keys().then((names) => caches.open(names[0])).then((cache) => cache.keys())"
        ".then((all) => all.map((one) => new URL(one.url).pathname))"
    )
    await page.context.set_offline(False)

    assert await page.locator(".trouble").count() == 1
    assert [path for path in kept if not path.startswith("/static/")] == ["/offline"]
