"""What was typed becomes what the contract takes."""

from __future__ import annotations

from ui.admin.forms import Input, Sheet, convert

SHEET = Sheet(
    "t",
    "/a",
    "/b",
    "s",
    (
        Input("grade", "g", "number"),
        Input("isCore", "c", options=(("true", "是"), ("false", "否"))),
        Input("name", "n"),
    ),
    "/c",
)


def test_numbers_choices_and_cleared_texts():
    assert convert(SHEET, {"grade": "7", "isCore": "false", "name": ""}) == {
        "grade": 7,
        "isCore": False,
        "name": None,
    }


def test_what_is_no_number_goes_on_for_the_server_to_refuse():
    assert convert(SHEET, {"grade": "seven"}) == {"grade": "seven"}
