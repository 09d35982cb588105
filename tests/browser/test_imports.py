"""A file of the shop's chat, and a whole list of people, from the upload to the undo by the pages alone."""

from __future__ import annotations

import uuid
from datetime import UTC, datetime, timedelta
from typing import Any

from playwright.async_api import expect

from tests.browser.conftest import Variant

PHONE = Variant(width=390)


async def send(page: Any, text: str, *, kind: str, source: str) -> None:
    """Upload a file and stand before its columns."""
    file = {"name": "export.csv", "mimeType": "text/csv", "buffer": text.encode()}
    await page.set_input_files("#file", file)
    await page.select_option("#kind", kind)
    await page.fill("#source", source)
    await page.click("form[action='/data/new'] button.primary")
    await expect(page.locator("form[action$='/map']")).to_be_visible()


async def press(page: Any, act: str) -> None:
    await page.click(f"form[action$='/{act}'] button")


def tickets(demo: Any, customer: str) -> list[str]:
    """Return the states of what a customer said, as the queues have it."""
    where = f'where: {{ customerRef: {{ eq: "{customer}" }} }}'
    found: Any = demo.ask("hr_manager", f"{{ customerFeedbacks({where}) {{ nodes {{ state }} }} }}")
    return [row["state"] for row in found["customerFeedbacks"]["nodes"]]


async def test_chat_comes_in_with_a_bad_row_left_out_and_goes_again_by_the_page(tab, demo):
    shop, customer = f"chat-{uuid.uuid4().hex[:6]}", f"C{uuid.uuid4().hex[:8]}"
    when = datetime.now(UTC) - timedelta(hours=1)
    moment = f"{when.astimezone():%Y-%m-%d %H:%M:%S}"
    text = (
        "评价单号,客户编号,时间,满意度,原话\n"
        f"{shop}-1,{customer},{moment},2,客服一直没有回复\n"
        f"{shop}-2,{customer},不是时间,5,很好\n"
    )
    desk = await tab("hr_manager")
    await desk.open("/data/new?kind=feedback")
    assert await desk.page.locator("#kind option[value=payroll]").count() == 0

    await send(desk.page, text, kind="feedback", source=shop)
    fills = {"评价单号": "feedbackId", "客户编号": "customerId", "时间": "receivedAt"}
    fills |= {"满意度": "score", "原话": "text"}
    for header, field in fills.items():
        row = desk.page.locator("tbody tr", has=desk.page.locator(f"input[name=header][value='{header}']"))
        await row.locator("select[name=field]").select_option(field)
    await press(desk.page, "map")

    await expect(desk.page.locator(".lead")).to_contain_text("1 行有误")
    await expect(desk.page.locator("#rows")).to_contain_text("不是时间")
    assert tickets(demo, customer) == []
    await press(desk.page, "apply")
    await expect(desk.page.locator(".lead")).to_contain_text("新增 1")
    assert tickets(demo, customer) in (["RECEIVED"], ["ROUTED"])

    await desk.page.click("details.menu > summary.button:has-text('撤销')")
    await desk.page.fill("#reason", "导错了店铺")
    await press(desk.page, "undo")
    await expect(desk.page.locator(".lead")).to_contain_text("导错了店铺")
    assert tickets(demo, customer) == ["INVALID"]
    assert (desk.errors, await desk.violations()) == ([], [])


async def test_a_whole_list_names_whom_it_lacks_and_an_answer_settles_it(tab, demo):
    shop = f"list-{uuid.uuid4().hex[:6]}"
    found: Any = demo.ask(
        "hr_manager", "{ employees(first: 2, where: { status: { eq: ACTIVE } }) { nodes { code name } } }"
    )
    one, other = found["employees"]["nodes"]
    lines = [f"{each['code']},{each['name']}\n" for each in (one, other)]
    desk = await tab("hr_manager", PHONE)
    await desk.open("/data/new")
    await send(desk.page, "工号,姓名\n" + "".join(lines), kind="people", source=shop)
    await press(desk.page, "map")
    await expect(desk.page.locator(".lead")).to_be_visible()
    await press(desk.page, "apply")
    await expect(desk.page.locator("details.menu > summary.button:has-text('撤销')")).to_be_visible()

    await desk.open("/data/new")
    await send(desk.page, "工号,姓名\n" + lines[0], kind="people", source=shop)
    await desk.page.check("input[name=isComplete]")
    await press(desk.page, "map")
    await expect(desk.page.locator("section[aria-labelledby=lacks]")).to_contain_text(other["name"])
    await press(desk.page, "apply")
    await desk.page.click("section[aria-labelledby=lacks] a.button")

    await expect(desk.page.locator("#results")).to_contain_text(other["name"])
    assert await desk.page.locator("a[href$='/change/leave']").count() == 1
    await desk.page.check("input[name=id]")
    await desk.page.fill("input[name=reason]", "外派，由其他公司发薪")
    await desk.page.click("form#results button.primary")
    await expect(desk.page.locator("#results")).to_contain_text("没有人缺少")
    await desk.page.select_option("select[name=state]", "STILL_HERE")
    await expect(desk.page.locator("#results")).to_contain_text("外派，由其他公司发薪")
    assert (desk.errors, await desk.violations()) == ([], [])
