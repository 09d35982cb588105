"""Expected trouble."""

from __future__ import annotations

import pytest

from server.kernel import errors
from server.kernel.errors import InvalidInput, Trouble, not_found


@pytest.mark.parametrize(
    ("code", "status"),
    [
        ("UNAUTHENTICATED", 401),
        ("DENIED", 403),
        ("NOT_FOUND", 404),
        ("INVALID_INPUT", 422),
        ("CONFLICT", 409),
        ("INVALID_STATE", 409),
        ("IDEMPOTENCY_MISMATCH", 409),
        ("FIELD_NOT_FILTERABLE", 403),
        ("QUERY_TOO_LARGE", 400),
        ("PAGE_TOO_LARGE", 400),
        ("RATE_LIMITED", 429),
        ("BUSY", 503),
        ("INTERNAL", 500),
    ],
)
def test_every_agreed_code_has_its_class_and_status(code, status):
    assert (Trouble.known[code].code, Trouble.known[code].status) == (code, status)


def test_trouble_speaks_both_languages_and_points_at_its_input():
    trouble = InvalidInput("请填写姓名。", "Give a name.", path=("name",), rule="people.csv:3")

    assert (trouble.say("zh"), trouble.say("en"), str(trouble)) == (
        "请填写姓名。",
        "Give a name.",
        "Give a name.",
    )
    assert trouble.extensions() == {
        "code": "INVALID_INPUT",
        "zh": "请填写姓名。",
        "en": "Give a name.",
        "inputPath": ["name"],
        "rule": "people.csv:3",
    }


def test_what_is_absent_and_what_is_out_of_scope_answer_alike():
    assert not_found().extensions() == {"code": "NOT_FOUND", "zh": "没有这条记录。", "en": "No such record."}
    assert errors.NotFound.status == 404
