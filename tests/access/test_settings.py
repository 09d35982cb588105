"""A setting holds as it was kept, else by its default; what a variable gives wins; each change is told and guarded."""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path

import pytest

from server.access import settings
from server.access.operations import change_setting
from server.access.registry import SETTINGS
from server.kernel.errors import Conflict, Denied, InvalidInput, InvalidState, NotFound
from server.kernel.settings import load_settings
from tests.access.people import CHIEF, KEEPER, as_, rows

ROOT = Path(__file__).parents[2]


async def test_a_setting_nobody_changed_is_its_default(ctx):
    assert await settings.read_days(ctx, "probation_reminder_days") == (14, 7, 1)
    assert await settings.read_number(ctx, "severance_month_cap") == 12
    assert await settings.read_amount(ctx, "onboarding_hours") == Decimal(10)
    assert await settings.read_flag(ctx, "self_tokens") is True
    assert await settings.read_text(ctx, "zone") == "Asia/Shanghai"


async def test_a_change_holds_at_once_and_is_written_down(ctx):
    await change_setting(as_(ctx, CHIEF), name="contract_reminder_days", value="30、90 ，7", version=0)

    assert await settings.read_days(ctx, "contract_reminder_days") == (90, 30, 7)
    held = (await settings.held(ctx.store))["contract_reminder_days"]
    assert (held.version, held.is_fixed, held.changed_at) == (1, False, ctx.now)
    assert await rows(ctx, "select action,subject_id,changes from audit_entry") == [
        (
            "access.change_setting",
            "contract_reminder_days",
            '{"contract_reminder_days":["60, 30, 7","90, 30, 7"]}',
        )
    ]


async def test_going_back_to_the_default_is_a_change_too(ctx):
    chief = as_(ctx, CHIEF)
    await change_setting(chief, name="notice_days", value="15")

    await change_setting(chief, name="notice_days", version=1)

    assert (await settings.held(ctx.store))["notice_days"].version == 2
    assert await settings.read_number(ctx, "notice_days") == 30


async def test_two_at_once_leave_the_first_and_tell_the_second(ctx):
    chief = as_(ctx, CHIEF)
    await change_setting(chief, name="notice_days", value="15", version=0)

    with pytest.raises(Conflict, match="15"):
        await change_setting(chief, name="notice_days", value="20", version=0)

    assert await settings.read_number(ctx, "notice_days") == 15


@pytest.mark.parametrize(("who", "name"), [(CHIEF, "session_hours"), (KEEPER, "notice_days")])
async def test_each_kind_has_its_keeper(ctx, who, name):
    with pytest.raises(Denied):
        await change_setting(as_(ctx, who), name=name, value="10")

    assert await rows(ctx, "select * from setting") == []


async def test_what_a_variable_gives_wins_and_cannot_be_changed_here(ctx, tmp_path):
    url = ctx.store.settings.database_url
    ctx.store.settings = load_settings({"ZHIREN_COMPANY": "悦邻", "ZHIREN_DATABASE_URL": url}, data=tmp_path)

    held = (await settings.held(ctx.store))["company"]
    assert (held.value, held.is_fixed) == ("悦邻", True)
    with pytest.raises(InvalidState, match=r"zhiren\.toml"):
        await change_setting(as_(ctx, CHIEF), name="company", value="别名")


async def test_a_kept_name_stands_where_the_start_up_setting_is_read(ctx):
    await change_setting(as_(ctx, CHIEF), name="company", value="悦邻")
    await change_setting(as_(ctx, KEEPER), name="zone", value="Europe/Berlin")

    assert (ctx.store.settings.company, ctx.store.settings.zone) == ("悦邻", "Asia/Shanghai")

    await settings.adopt(ctx.store, at_start=True)

    assert ctx.store.settings.zone == "Europe/Berlin"
    assert "zone" not in ctx.store.settings.model_fields_set


async def test_a_repeated_request_changes_once(ctx):
    chief = as_(ctx, CHIEF)
    for _ in range(2):
        await change_setting(chief, name="notice_days", value="15", version=0, idempotency_key="k")

    assert (await settings.held(ctx.store))["notice_days"].version == 1


async def test_an_unknown_name_is_no_record(ctx):
    with pytest.raises(NotFound):
        await change_setting(as_(ctx, CHIEF), name="favorite_color", value="red")


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("company", " "), ("company", "x" * 201), ("language", "fr"), ("self_tokens", "maybe"), ("notice_days", "-1"),
        ("notice_days", "1.5"), ("notice_days", "²"), ("severance_pay_cap", "1e50"), ("severance_pay_cap", "NaN"),
        ("severance_pay_cap", "7.555"), ("document_reminder_days", "366"), ("document_reminder_days", "x"),
        ("document_reminder_days", ",".join(map(str, range(11)))),
    ],
)  # fmt: skip
def test_what_cannot_be_is_refused_in_words(name, text):
    with pytest.raises(InvalidInput) as caught:
        settings.read(SETTINGS[name], text)

    assert caught.value.path == ("input", "value")


@pytest.mark.parametrize("name", SETTINGS)
def test_a_default_is_itself_a_value_one_may_write(name):
    rule = SETTINGS[name]

    assert settings.read(rule, settings.spell(rule.default)) == rule.default
    assert settings.load(rule, settings.dump(rule.default)) == rule.default


def test_each_setting_is_read_by_what_it_governs():
    sources = [path for floor in ("server", "schema", "ui") for path in (ROOT / floor).rglob("*.py")]
    texts = [path.read_text("utf-8") for path in sources if path.name != "registry.py"]

    own = [name for name, rule in SETTINGS.items() if not rule.backs]

    assert [name for name in own if not any(f'"{name}"' in text for text in texts)] == []
