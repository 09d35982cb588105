"""A form whose answer is needed."""

from __future__ import annotations

from tests.ui.leave.lines import refused
from tests.ui.library.test_scripts import LINES
from tests.ui.stage import open_stage


def test_what_is_wrong_is_said_beside_what_was_typed():
    browser, _ = open_stage("hr_manager", lines=LINES | {"SaveScript": refused("title")})
    answer = browser.post("/feedback/scripts/new", data={"csrf": "token", "title": "很长", "body": "内容"})

    assert (answer.status_code, 'value="很长"' in answer.text, ">内容</textarea>" in answer.text) == (
        422,
        True,
        True,
    )
