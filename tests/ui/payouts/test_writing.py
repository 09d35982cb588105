"""A form on its way to a mutation: what is sent, where the reader goes, what is handed back when it is refused."""

from __future__ import annotations

from types import SimpleNamespace
from typing import Any, cast

import pytest
from starlette.datastructures import FormData
from starlette.responses import Response

from tests.ui.incentives.lines import refused
from tests.ui.stage import Api, Doors, Trouble
from ui.forms import Form
from ui.page import Pages
from ui.payouts.writing import filled, send

DONE = {"CheckPayoutRun": {"checkPayoutRun": {"id": "r1"}}}
FORM = [("csrf", "token"), ("id", " r1 "), ("note", ""), ("line", "a"), ("line", "b"), ("other", "x")]


def desk(lines: dict[str, Any], form: list[tuple[str, str]], language: str = "zh") -> tuple[Pages, Any, Api]:
    async def read() -> FormData:
        return FormData([*form])

    api = Api(lines)
    state = SimpleNamespace(ctx=SimpleNamespace(language=language))
    return (
        Pages(cast("Any", api), cast("Any", Doors())),
        SimpleNamespace(form=read, cookies={}, state=state),
        api,
    )


async def never(form: Form) -> Response:
    raise AssertionError(form)


async def test_only_what_was_filled_in_goes_with_a_key_and_the_next_page_tells_it():
    pages, request, api = desk(DONE, [*FORM, ("key", "k"), ("version", "7")])
    answer = await send(
        pages, request, "payouts/check", ("id", "note", "version"), said="run-checked",
        to=lambda row: f"/incentives/payouts/{row['id']}", shown=never,
        more=lambda form: {"ids": form.getlist("line")},
    )  # fmt: skip

    assert (answer.status_code, answer.headers["location"]) == (303, "/incentives/payouts/r1")
    assert answer.headers["set-cookie"].startswith("said=run-checked;")
    assert api.asked == [
        ("CheckPayoutRun", {"input": {"id": "r1", "version": 7, "ids": ["a", "b"], "idempotencyKey": "k"}})
    ]


async def test_a_form_without_a_key_gets_one_of_its_own_and_shapes_what_it_sends():
    pages, request, api = desk(DONE, FORM)
    for _ in range(2):
        answer = await send(
            pages, request, "payouts/check", ("id",), said="run-checked", to="//evil.example", shown=never,
            shape=lambda values: {"run": values["id"]},
        )  # fmt: skip

    assert answer.headers["location"] == "/"
    given = [asked["input"] for _, asked in api.asked]
    assert [each["run"] for each in given] == ["r1", "r1"]
    assert len({each["idempotencyKey"] for each in given}) == 2


@pytest.mark.parametrize(
    ("language", "title", "says"), [("zh", "还没保存", "不行。"), ("en", "Not saved yet", "No.")]
)
async def test_a_refused_form_is_handed_back_as_it_was_typed(language, title, says):
    kept: list[Form] = []

    async def shown(form: Form) -> Response:
        kept.append(form)
        return Response("again", form.status)

    lines = {"CheckPayoutRun": {**refused("note"), "checkPayoutRun": None}}
    pages, request, _ = desk(lines, FORM, language)
    answer = await send(
        pages, request, "payouts/check", ("id", "note"), said="run-checked", to="/", shown=shown
    )

    assert (answer.status_code, answer.body) == (422, b"again")
    assert kept == [Form(title, {"id": "r1", "note": ""}, {"note": says}, 422)]
    assert "set-cookie" not in answer.headers


async def test_a_form_of_another_page_sends_nothing():
    pages, request, api = desk(DONE, [("csrf", "old"), ("id", "r1")])
    with pytest.raises(Trouble):
        await send(pages, request, "payouts/check", ("id",), said="run-checked", to="/", shown=never)

    assert api.asked == []
    assert filled({"a": "1", "b": "", "c": "0"}) == {"a": "1", "c": "0"}
