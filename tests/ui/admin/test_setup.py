"""Setting up: each step is done by what is there, the next one is said, and a step not one's own is not shown."""

from __future__ import annotations

from tests.ui.stage import open_stage

NONE: dict[str, object] = {"nodes": []}
ONE, TWO = {"nodes": [{"id": "a"}]}, {"nodes": [{"id": "a"}, {"id": "b"}]}
FRESH = {
    "entities": ONE, "departments": ONE, "people": NONE, "accounts": ONE, "leave": ONE, "chains": NONE,
    "figures": {"nodes": [{"isCertified": True}, {"isCertified": False}]}, "plans": NONE, "teams": NONE,
    "courses": NONE, "system": {"lastBackupAt": None},
}  # fmt: skip


def test_hr_is_led_to_the_first_step_that_is_open():
    browser, api = open_stage("hr_manager", lines={"Setup": FRESH})

    text = browser.get("/settings/setup").text

    assert "已完成 2 / 9" in text
    assert 'class="button primary small" href="/settings/departments"' in text
    assert "/settings/accounts/new" not in text
    assert api.variables("Setup")["accounts"] is False


def test_the_administrator_sees_accounts_and_the_backup():
    lines = {"Setup": {**FRESH, "accounts": TWO, "system": {"lastBackupAt": "2026-11-01T00:00:00Z"}}}
    browser, _ = open_stage("administrator", lines=lines)

    text = browser.get("/settings/setup").text

    assert "已完成 2 / 2" in text
    assert "您的步骤都完成了" in text


def test_who_sets_nothing_up_is_told_so():
    browser, api = open_stage("auditor", lines={"Setup": FRESH})

    assert browser.get("/settings/setup").status_code == 403
    assert "Setup" not in [name for name, _ in api.asked]
