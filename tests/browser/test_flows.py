"""The key tasks: without JavaScript, by keyboard alone, and quickly with it."""

from __future__ import annotations

import re
import uuid
from pathlib import Path

import pytest
from playwright.async_api import expect

from tests.browser.conftest import Variant


def read(path: Path) -> bytes:
    return Path(path).read_bytes()


def new_code() -> str:
    return f"T{uuid.uuid4().hex[:8].upper()}"


async def test_wrong_password_is_refused_without_saying_which(tab):
    opened = await tab(scripts=False)
    await opened.open("/login")

    await opened.page.fill("#username", "nobody")
    await opened.page.fill("#password", "wrong")
    await opened.page.click("form:has(#password) button.primary")

    await expect(opened.page.locator("#password-error")).to_be_visible()
    assert await opened.page.input_value("#username") == "nobody"


async def test_one_button_signs_in_and_one_signs_out_without_script(tab, demo):
    opened = await tab(scripts=False)
    account = demo.accounts["employee"]
    await opened.open("/login?next=/help")

    await opened.page.click(f'.demo form:has(input[value="{account["username"]}"]) button')
    assert opened.page.url.endswith("/help")

    await opened.page.click("nav.side button.who")
    await opened.page.click('form[action="/logout"] button')
    await opened.open("/")
    assert "/login" in opened.page.url


async def test_search_works_without_script(tab):
    opened = await tab("hr_manager", scripts=False)
    await opened.open("/people")
    name = await opened.page.locator("tbody th b").first.inner_text()

    await opened.page.fill("#q", name)
    await opened.page.press("#q", "Enter")

    names = await opened.page.locator("tbody th b").all_inner_texts()
    assert names
    assert all(name in one for one in names)


async def test_a_person_is_added_and_changed_without_script(tab):
    opened = await tab("hr_manager", scripts=False)
    code = new_code()
    await opened.open("/people/new")

    await opened.page.fill("#code", code)
    await opened.page.click("form.form button.primary")
    await expect(opened.page.locator("#name-error")).to_be_visible()
    assert await opened.page.input_value("#code") == code

    await opened.page.fill("#name", "试一")
    await opened.page.select_option("#departmentId", index=2)
    await opened.page.click("form.form button.primary")
    await expect(opened.page.locator("h1")).to_have_text("试一")
    await expect(opened.page.locator(".toast")).to_be_visible()

    await opened.page.click('a[href$="/edit"]')
    await opened.page.fill("#name", "试二")
    await opened.page.click("form.form button.primary")
    await expect(opened.page.locator("h1")).to_have_text("试二")


async def test_a_taken_number_is_said_at_its_field(tab, demo):
    taken = demo.ask("hr_manager", "{ employees(first: 1) { nodes { code } } }")
    opened = await tab("hr_manager")
    await opened.open("/people/new")

    await opened.page.fill("#code", taken["employees"]["nodes"][0]["code"])
    await opened.page.fill("#name", "试三")
    await opened.page.select_option("#departmentId", index=2)
    await opened.page.click("form.form button.primary")

    await expect(opened.page.locator("#code-error")).to_be_visible()
    assert await opened.page.input_value("#name") == "试三"


async def test_two_people_editing_one_record_see_both_values(tab, someone):
    first, second = await tab("hr_manager"), await tab("hr_manager")
    for opened in (first, second):
        await opened.open(f"/people/{someone}/edit")
    before = await first.page.input_value("#name")

    await first.page.fill("#name", f"{before}甲")
    await first.page.click("form.form button.primary")
    await expect(first.page.locator("h1")).to_have_text(f"{before}甲")
    await second.page.fill("#name", f"{before}乙")
    await second.page.click("form.form button.primary")

    both = second.page.locator('[aria-labelledby="both"] tbody tr')
    await expect(both).to_contain_text(f"{before}乙")
    await expect(both).to_contain_text(f"{before}甲")


async def test_a_person_is_found_by_keyboard_alone(tab, demo):
    found = demo.ask("hr_manager", "{ employees(first: 1) { nodes { code name } } }")
    person = found["employees"]["nodes"][0]
    opened = await tab("hr_manager")
    await opened.open("/")

    await opened.page.keyboard.press("Control+k")
    await expect(opened.page.locator("#palette input")).to_be_focused()
    await opened.page.keyboard.type(person["code"])
    await expect(opened.page.locator('#hits [aria-selected="true"]')).to_contain_text(person["code"])
    await opened.page.keyboard.press("Enter")

    await expect(opened.page.locator("h1")).to_have_text(person["name"])


async def test_a_person_is_added_by_keyboard_alone(tab):
    opened = await tab("hr_manager")
    await opened.open("/people")

    await opened.page.keyboard.press("n")
    await opened.page.wait_for_url("**/people/new")
    await opened.page.focus("#code")
    await opened.page.keyboard.type(new_code())
    await opened.page.keyboard.press("Tab")
    await opened.page.keyboard.type("键盘")
    await opened.page.keyboard.press("Tab")
    await opened.page.keyboard.press("ArrowDown")
    await opened.page.keyboard.press("ArrowDown")
    await opened.page.focus("#name")
    await opened.page.keyboard.press("Enter")

    await expect(opened.page.locator("h1")).to_have_text("键盘")


async def test_typing_narrows_the_list_and_the_address_keeps_it(tab):
    opened = await tab("hr_manager")
    await opened.open("/people")
    name = await opened.page.locator("tbody th b").last.inner_text()

    await opened.page.keyboard.press("/")
    await opened.page.keyboard.type(name)

    await expect(opened.page.locator("tbody th b").first).to_contain_text(name)
    await opened.page.wait_for_url(re.compile(r"[?&]q="))
    await opened.page.reload()
    assert await opened.page.input_value("#q") == name


async def test_a_facet_becomes_a_chip_and_goes_with_it(tab):
    opened = await tab("hr_manager")
    await opened.open("/people")

    await opened.page.check('input[name="status"][value="PROBATION"]')
    await opened.page.wait_for_selector(".chip")
    await opened.page.click(".chip")

    await expect(opened.page.locator(".chip")).to_have_count(0)
    await expect(opened.page.locator('input[name="status"][value="PROBATION"]')).not_to_be_checked()


async def test_pages_go_on_and_back(tab):
    opened = await tab("hr_manager")
    await opened.open("/people")
    first = await opened.page.locator("tbody th small").all_inner_texts()

    await opened.page.click('.pager a[rel="next"]')
    await opened.page.wait_for_url(re.compile("after="))
    second = await opened.page.locator("tbody th small").all_inner_texts()
    await opened.page.click('.pager a[rel="prev"]')
    await opened.page.wait_for_url(re.compile("before="))

    assert not set(first) & set(second)
    assert await opened.page.locator("tbody th small").all_inner_texts() == first


async def test_a_lock_tells_its_rule_and_escape_gives_the_focus_back(tab):
    opened = await tab("department_manager")
    await opened.open("/people")
    lock = opened.page.locator("tbody .masked").first

    await lock.click()
    await expect(opened.page.locator("#drawer h2")).to_be_visible()
    await expect(opened.page.locator("#drawer .chain li")).not_to_have_count(0)
    await opened.page.keyboard.press("Escape")

    await expect(opened.page.locator("#drawer")).to_be_empty()
    await expect(lock).to_be_focused()


async def test_pay_is_plain_for_payroll_and_locked_for_the_manager(tab, someone):
    seen = {}
    for role in ("payroll_specialist", "department_manager"):
        opened = await tab(role)
        await opened.open(f"/people/{someone}")
        seen[role] = await opened.page.locator(".line-facts > div").last.inner_text()

    assert "¥" in seen["payroll_specialist"]
    assert "¥" not in seen["department_manager"]
    assert "••••••" in seen["department_manager"]


async def test_language_and_theme_are_kept_without_script(tab):
    opened = await tab("employee", scripts=False)
    await opened.open("/help")

    await opened.page.click("nav.side button.who")
    await opened.page.click('button[name="lang"][value="en"]')
    await expect(opened.page.locator("h1")).to_have_text("Help")
    await opened.page.click("nav.side button.who")
    await opened.page.click('button[name="theme"][value="dark"]')

    assert await opened.page.get_attribute("html", "data-theme") == "dark"


async def test_the_console_runs_a_query(tab):
    opened = await tab("hr_manager")
    await opened.open("/api-console")

    await opened.page.click("#run")

    await expect(opened.page.locator("#result")).to_contain_text("hr_manager")
    await opened.page.click("#editor")
    await opened.page.keyboard.press("Control+a")
    await opened.page.keyboard.type("{ employees(first: 1) { nodes { idNumber } } }")
    await opened.page.keyboard.press("Control+Enter")
    await expect(opened.page.locator("#masked summary")).to_contain_text("rules/people.csv")
    await expect(opened.page.locator("#result")).to_contain_text("cost")
    await opened.page.fill("#docs-find", "Employee.baseSalary")
    await opened.page.click("#docs-list .doc-row")
    await expect(opened.page.locator('[data-field="baseSalary"] .class')).to_have_text("薪酬金额")
    await expect(opened.page.locator("[data-field=baseSalary] > p").first).to_have_text("基本月薪（元）")
    await opened.page.click("#tab-history")
    await expect(opened.page.locator("#history-list .doc-row")).to_have_count(2)
    assert opened.errors == []


async def test_the_console_makes_a_query_of_an_entry_and_puts_it_in_form(tab):
    opened = await tab("hr_manager")
    await opened.open("/api-console")

    await opened.page.fill("#docs-find", "Query.department")
    await opened.page.click("#docs-list .doc-row >> nth=0")
    await opened.page.click('[data-field="department"] button.small')
    await expect(opened.page.locator("#editor")).to_contain_text("query Department")
    await opened.page.click("#editor")
    await opened.page.keyboard.press("Control+a")
    await opened.page.keyboard.type("{viewer{username}")
    await opened.page.click("#tidy")

    await expect(opened.page.locator("#editor")).to_contain_text("  viewer {")
    assert await opened.violations() == []


async def test_a_manager_gets_no_way_to_audit_and_no_answer_there(tab):
    opened = await tab("department_manager", Variant())
    await opened.open("/")

    assert await opened.page.locator('nav.side a[href="/audit"]').count() == 0
    await opened.open("/audit")
    assert await opened.page.locator("tbody tr").count() == 0


@pytest.mark.parametrize("kind", ["csv", "xlsx"])
async def test_an_export_holds_the_list_as_seen(tab, kind):
    opened = await tab("department_manager")
    await opened.open("/people?status=ACTIVE")

    await opened.page.click("details.menu:has(a[download]) summary")
    async with opened.page.expect_download() as waiting:
        await opened.page.click(f'.menu a[href*="format={kind}&columns=shown"]')
    content = read(await (await waiting.value).path())

    assert content.startswith(b"PK" if kind == "xlsx" else b"\xef\xbb\xbf")
    assert kind == "xlsx" or b"138****" in content


async def test_a_life_in_the_company_by_forms(tab):
    """Hired, confirmed, transferred, promoted, on notice, kept, left and hired again; each form says what it did."""
    opened = await tab("hr_manager")
    await opened.open("/people/new")
    await opened.page.fill("#code", new_code())
    await opened.page.fill("#name", "生涯")
    await opened.page.select_option("#departmentId", index=3)
    await opened.page.fill("#hiredOn", "2026-01-05")
    await opened.page.click("details.fold summary")
    await opened.page.select_option("#positionId", index=1)
    await opened.page.fill("#probationEndsOn", "2026-04-05")
    await opened.page.click("form.form button.primary")
    await expect(opened.page.locator(".toast")).to_be_visible()
    person = opened.page.url

    steps: tuple[tuple[str, dict[str, str | int]], ...] = (
        ("complete-probation", {"confirmedOn": "2026-04-01"}),
        ("transfer", {"departmentId": 4, "effectiveOn": "2026-05-01"}),
        ("promote", {"positionId": 2, "effectiveOn": "2026-06-01"}),
        ("notice", {"noticeOn": "2026-07-01"}),
        ("withdraw-notice", {}),
        ("leave", {"leftOn": "2026-08-31", "leaveKind": 1}),
        ("rehire", {"rehiredOn": "2026-10-01", "departmentId": 3}),
    )
    for step, inputs in steps:
        await opened.page.click(".who-head .menu summary")
        await opened.page.click(f'.menu a[href$="/change/{step}"]')
        for name, value in inputs.items():
            if isinstance(value, int):
                await opened.page.select_option(f"#{name}", index=value)
            else:
                await opened.page.fill(f"#{name}", value)
        await opened.page.click("form.form button.primary")
        await opened.page.wait_for_url(person)
        await expect(opened.page.locator(".toast"), step).to_be_visible()


async def test_pay_is_changed_by_payroll_alone(tab, someone):
    payroll, manager = await tab("payroll_specialist"), await tab("hr_manager")
    await manager.open(f"/people/{someone}")
    assert await manager.page.locator('a[href$="/change/pay"]').count() == 0

    await payroll.open(f"/people/{someone}/change/pay")
    await payroll.page.fill("#baseSalary", "7777.00")
    await payroll.page.click("form.form button.primary")

    await expect(payroll.page.locator(".toast")).to_be_visible()
    await expect(payroll.page.locator(".line-facts")).to_contain_text("7,777")


async def test_an_employee_keeps_their_own_phone_and_nothing_else(tab):
    opened = await tab("employee", Variant(width=390))
    await opened.open("/")
    await opened.page.click('[aria-labelledby="mine"] header a')

    await opened.page.click('a[href$="/edit"]')
    assert await opened.page.locator("form.form .field input").count() == 2
    await opened.page.fill("#phone", "13900001234")
    await opened.page.click("form.form button.primary")

    await expect(opened.page.locator(".line-facts")).to_contain_text("13900001234")


async def test_a_dead_invitation_and_two_unlike_passwords_are_refused_without_script(tab):
    opened = await tab(scripts=False)
    await opened.open("/invitation/nobody-knows-this")

    await opened.page.fill("#password", "correct horse battery")
    await opened.page.fill("#again", "wrong horse battery")
    await opened.page.click("form.stack button.primary")
    await expect(opened.page.locator("#again-error")).to_be_visible()

    await opened.page.fill("#password", "correct horse battery")
    await opened.page.fill("#again", "correct horse battery")
    await opened.page.click("form.stack button.primary")
    await expect(opened.page.locator("#problems")).to_be_visible()


async def test_the_audit_list_is_narrowed_by_who_and_what(tab):
    opened = await tab("auditor")
    await opened.open("/audit")

    await opened.page.select_option('select[name="action"]', "access.sign_in")
    await opened.page.wait_for_url(re.compile("action=access.sign_in"))
    await opened.page.fill("#who", "审计")
    await opened.page.wait_for_url(re.compile("who="))

    rows = opened.page.locator("#results tbody tr")
    await expect(rows.first).to_contain_text("审计")
    await expect(rows.filter(has_not_text="审计")).to_have_count(0)


async def test_a_cell_of_the_matrix_opens_its_why_and_closes(tab):
    opened = await tab("auditor")
    await opened.open("/policies")

    await opened.page.click(".matrix td.mask a")
    await expect(opened.page.locator("#drawer .facts code").first).to_contain_text(".csv:")
    await opened.page.keyboard.press("Escape")

    await expect(opened.page.locator("#drawer")).to_be_empty()
