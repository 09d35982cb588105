"""Tables of industry packs: which are loaded, and what each has brought."""

from __future__ import annotations

from enum import StrEnum

from server.kernel.labels import label
from server.store.base import Row
from server.store.fields import Choice, Day, Flag, Int, Ref, Text, TextId


class PackState(StrEnum):
    LOADED = "LOADED"
    UNLOADED = "UNLOADED"


class PackPart(StrEnum):
    """The kinds of things a pack brings, in the order in which they come."""

    COMPETENCY = "COMPETENCY"
    PROFILE = "PROFILE"
    COURSE = "COURSE"
    TOPIC = "TOPIC"
    METRIC = "METRIC"
    PLAN = "PLAN"


class IndustryPack(Row):
    """A pack that was loaded once, and how it stands."""

    code = Text(32, unique=True, description=label("编码", "Code"))
    state = Choice(PackState, description=label("状态", "State"))
    loaded_on = Day(description=label("载入日期", "Loaded on"))
    unloaded_on = Day(null=True, description=label("卸载日期", "Unloaded on"))

    class Meta:
        table = "industry_pack"


class PackItem(Row):
    """One thing a pack brought: `digest` is of what it said, `row_version` of the row `subject_id` it wrote."""

    pack = Ref("IndustryPack", description=label("行业包", "Pack"))
    part = Choice(PackPart, description=label("类别", "Kind"))
    key = Text(80, description=label("编码", "Key"))
    subject_id = TextId(description=label("记录", "Row"))
    row_version = Int(description=label("记录版本", "Version of the row"))
    digest = Text(64, description=label("内容散列", "Digest of the content"))
    is_live = Flag(default=True, description=label("在用", "In use"))

    class Meta:
        table = "pack_item"
        unique_together = (("part", "key"),)
