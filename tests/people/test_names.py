"""Names are found and ordered by pinyin, surnames read as surnames."""

from __future__ import annotations

import pytest

from server.people.names import spell


@pytest.mark.parametrize(
    ("name", "pinyin", "initials"),
    [
        ("王芳", "wangfang", "wf"),
        ("曾国强", "zengguoqiang", "zgq"),
        ("单雄", "shanxiong", "sx"),
        ("欧阳娜", "ouyangna", "oyn"),
        ("尉迟恭", "yuchigong", "ycg"),
        ("Anna Smith", "anna smith", "as"),
        ("王 芳", "wangfang", "wf"),
    ],
)
def test_a_name_is_spelled(name, pinyin, initials):
    assert spell(name) == (pinyin, initials)
