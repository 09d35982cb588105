"""How dates, money and missing values are written, and which language a visitor gets."""

from __future__ import annotations

from datetime import UTC, date, datetime

import pytest

from ui.texts import catalogue, choose_language, filters

ZONE = "Asia/Shanghai"


@pytest.mark.parametrize(
    ("case", "cookie", "accepted", "chosen"),
    [
        ("the cookie wins", "en", "zh-CN,zh;q=0.9", "en"),
        ("an unknown cookie is ignored", "fr", "en-US", "en"),
        ("the browser's second choice counts", None, "fr,en;q=0.5", "en"),
        ("else the company's own", None, "", "zh"),
    ],
)
def test_language_is_chosen(case, cookie, accepted, chosen):
    assert choose_language(cookie, accepted, "zh") == chosen


@pytest.mark.parametrize(
    ("name", "arguments", "zh", "en"),
    [
        ("money", ("8650.50", "CNY"), "¥8,650.50", "¥8,650.50"),
        ("money", ("8650.00", "CNY"), "¥8,650", "¥8,650"),
        ("money", ("-22700.00", "CNY"), "−¥22,700", "−¥22,700"),
        ("date", (None,), "—", "—"),
        ("day", ("2026-11-20",), "11月20日 周五", "Fri 20 Nov"),
        ("until", ("2026-11-25", date(2026, 11, 20)), "剩 5 天", "5 d left"),
        ("until", ("2026-11-18", date(2026, 11, 20)), "超过 2 天", "2 d overdue"),
        ("tenure", ("2024-03-11", date(2026, 11, 20)), "2 年 8 个月", "2 y 8 m"),
        ("datetime", ("2026-11-20T17:30:00Z",), "2026-11-21 01:30", "2026-11-21 01:30"),
        ("ago", ("2026-11-20T00:00:00Z", datetime(2026, 11, 20, 3, tzinfo=UTC)), "3小时前", "3 hours ago"),
        ("pct", (0.153,), "15.3%", "15.3%"),
    ],
)
def test_a_value_is_written_in_both_languages(name, arguments, zh, en):
    assert filters("zh", ZONE)[name](*arguments) == zh
    assert filters("en", ZONE)[name](*arguments) == en


def test_plural_follows_the_language():
    one, many = "%(num)s try left.", "%(num)s tries left."

    assert catalogue("en").ungettext(one, many, 1) == one
    assert catalogue("en").ungettext(one, many, 4) == many
    assert catalogue("zh").ungettext(one, many, 1) == "还可试 %(num)s 次。"
