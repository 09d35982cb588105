"""Fields the read engine fills: here they only have a type, a label and arguments."""

from __future__ import annotations

from typing import Any, Generic, TypeVar

import strawberry
from strawberry.types.field import StrawberryField

from server.kernel.labels import label

TYPE_MARK = "\u0001type"
T = TypeVar("T")


class PlannedField(StrawberryField):
    """A field answered by its response key, since the engine has already applied arguments and aliases.

    What a resolver made, and not the engine, answers by the field's name.
    """

    def get_result(
        self, source: Any, info: Any, args: list[Any], kwargs: Any
    ) -> Any:  # Strawberry's signature
        if self.base_resolver is not None:
            return super().get_result(source, info, args, kwargs)
        return source[info.path.key] if isinstance(source, dict) else getattr(source, self.python_name)

    @property
    def is_basic_field(self) -> bool:
        return False


def column(zh: str, en: str) -> Any:  # stands where dataclasses expect the field's own type
    """Declare a planned scalar or to-one field."""
    return PlannedField(description=label(zh, en), default=None)


@strawberry.interface(description=label("有编号的记录", "Anything with an id"))
class Node:
    id: strawberry.ID = column("编号", "Id")

    @classmethod
    def is_type_of(cls, value: Any, _: Any) -> bool:  # rows are plain dictionaries
        return bool(value.get(TYPE_MARK, cls.__name__) == cls.__name__)


@strawberry.type(description=label("分页信息", "Page info"))
class PageInfo:
    has_next_page: bool = column("还有下一页", "Has a next page")
    has_previous_page: bool = column("还有上一页", "Has a previous page")
    start_cursor: str | None = column("首行位置", "Cursor of the first row")
    end_cursor: str | None = column("末行位置", "Cursor of the last row")


@strawberry.type(description=label("一行及其位置", "A row and its cursor"))
class Edge(Generic[T]):
    cursor: str = column("位置", "Cursor")
    node: T = column("记录", "Row")


@strawberry.type(description=label("一页记录", "A page of rows"))
class Connection(Generic[T]):
    edges: list[Edge[T]] = column("行", "Edges")
    nodes: list[T] = column("记录", "Rows")
    page_info: PageInfo = column("分页信息", "Page info")
    total_count: int = column("总数", "Total count")
