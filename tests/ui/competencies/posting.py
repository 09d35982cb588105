"""How these tests send a form."""

from __future__ import annotations

from typing import Any


def post(browser: Any, place: str, given: dict[str, str]) -> Any:  # the client of the stage, and its answer
    return browser.post(place, data={"csrf": "token", **given})
