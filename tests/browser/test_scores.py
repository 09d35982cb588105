"""The grid of scores in a real browser: keys move, cells keep themselves, a block is shown first, conflicts settled."""

from __future__ import annotations

from playwright.async_api import expect

CELL = "input[data-code]"
FIRST = "tr[data-card]:has(input[data-code]) >> nth=0 >> td[data-state=%s]"  # rows handed in have no cells
SAVED, CLASHED = FIRST % "saved", FIRST % "conflict"
PASTE = """(text) => { const data = new DataTransfer(); data.setData("text/plain", text);
  const pasted = new ClipboardEvent("paste", {clipboardData: data, bubbles: true, cancelable: true});
  document.activeElement.dispatchEvent(pasted); }"""
PLACE = """() => { const at = document.activeElement;
  const same = [...document.querySelectorAll(`input[data-code="${at.dataset.code}"]`)];
  return same.indexOf(at); }"""


async def test_the_grid_is_filled_by_keyboard_paste_and_with_conflicts(tab):
    here = await tab("performance_specialist")
    await here.open("/scores")
    page, cells = here.page, here.page.locator(CELL)
    first = cells.first
    low, high = float(await first.get_attribute("data-low")), float(await first.get_attribute("data-high"))
    held = await first.input_value()
    middle = f"{(low + high) / 2:g}" if held != f"{(low + high) / 2:g}" else f"{high - 1:g}"

    await first.focus()
    await page.keyboard.press("Control+A")
    await page.keyboard.type(middle)
    await page.keyboard.press("Enter")
    await expect(page.locator(SAVED)).to_have_count(1)
    assert await page.evaluate(PLACE) == 1

    await page.keyboard.press("Control+A")
    await page.keyboard.type(f"{high + 842:g}")
    await page.keyboard.press("Enter")
    await expect(page.locator("td[data-state=wrong]")).to_have_count(1)
    await page.keyboard.press("ArrowUp")
    await page.keyboard.press("Escape")
    await expect(page.locator("td[data-state=wrong]")).to_have_count(0)

    other = await tab("performance_specialist")
    await other.open("/scores")
    await other.page.locator(CELL).first.fill(f"{high:g}")
    await other.page.keyboard.press("Enter")
    await expect(other.page.locator(SAVED)).to_have_count(1)
    await cells.first.fill(f"{low:g}")
    await page.keyboard.press("Enter")
    clash = page.locator(".clash")
    await expect(clash).to_contain_text(f"{high:g}")
    await clash.locator("[data-take=mine]").click()
    await expect(page.locator(".clash")).to_have_count(0)
    await expect(page.locator(CLASHED)).to_have_count(0)

    await cells.first.focus()
    await page.evaluate(PASTE, f"{middle}\n{middle}")
    await expect(page.locator("#drawer form.differences")).to_be_visible()
    await page.locator("#drawer form.differences button.primary").click()
    await expect(page.locator("#toasts .undo")).to_be_visible()
    assert await page.locator(CELL).first.input_value() == middle
    await page.locator("#toasts .undo").click()
    await expect(page.locator(CELL).first).to_have_value(f"{low:g}")

    assert (here.errors, await here.violations()) == ([], [])
