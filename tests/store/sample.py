"""Sample tables for the tests of columns and rows."""

from __future__ import annotations

from enum import StrEnum

from server.store.base import Fact, Row
from server.store.fields import (
    Blind,
    Choice,
    Day,
    Flag,
    Instant,
    Int,
    LongText,
    Minor,
    Ref,
    Sealed,
    Text,
    TextId,
)


class Mood(StrEnum):
    GOOD = "GOOD"
    POOR = "POOR"


class Shelf(Row):
    """A shelf; its docstring holds a semicolon, as comments in SQL may."""

    name = Text(40, unique=True, description="名称 | Name")
    note = LongText(null=True, description="备注；说明; | Note; remark")

    class Meta:
        table = "sample_shelf"
        unique_together = (("name", "version"),)
        indexes = (("created_at", "name"),)


class Book(Fact):
    """A book on a shelf."""

    shelf = Ref("Shelf", null=True, description="书架 | Shelf")
    title = Text(40, description="书名 | Title")
    mood = Choice(Mood, default=Mood.GOOD, description="心情 | Mood")
    lent_at = Instant(null=True, db_index=True, description="借出 | Lent at")
    due_on = Day(null=True, description="到期 | Due on")
    price = Minor(null=True, description="价格 | Price")
    phone = Sealed(null=True, description="电话 | Phone")
    phone_blind = Blind(null=True, description="电话散列 | Phone hash")
    is_new = Flag(default=True, description="新 | New")
    pages = Int(null=True, description="页数 | Pages")
    other_id = TextId(null=True, description="其他 | Other")

    class Meta:
        table = "sample_book"
