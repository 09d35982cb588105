"""A form's success is told once, and only in words of ours."""

from __future__ import annotations

from types import SimpleNamespace
from typing import Any, cast

import pytest
from starlette.responses import Response

from ui.people.steps import STEPS
from ui.said import SENTENCES, tell, told


@pytest.mark.parametrize(("cookie", "sentence"), [("saved", "Changes saved"), ("<b>", ""), ("", "")])
def test_only_known_keys_are_told(cookie, sentence):
    request = cast("Any", SimpleNamespace(cookies={"said": cookie}))

    assert told(request) == sentence


def test_every_step_has_its_sentence():
    assert {step.name for step in STEPS} <= SENTENCES.keys()


def test_the_cookie_is_short_and_out_of_reach_of_scripts():
    header = tell(Response(), "saved").headers["set-cookie"].lower()

    assert "httponly" in header
    assert "max-age=30" in header
