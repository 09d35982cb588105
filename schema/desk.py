"""The reader's own desk: notices, saved views of lists, how a list and home are laid out."""

from __future__ import annotations

from datetime import date, datetime

import strawberry

from schema.call import call
from schema.filters import define_for
from schema.inputs import Once, given, needed, optional
from schema.planned import Node, column
from server.desk import home, notices, views
from server.kernel.labels import label
from server.kernel.rights import allow


@strawberry.type(description=label("通知", "Notice"))
class Notice(Node):
    kind: str | None = column("种类", "Kind")
    title_zh: str | None = column("内容（中文）", "What it says, in Chinese")
    title_en: str | None = column("内容（英文）", "What it says, in English")
    link: str | None = column("链接", "Link")
    due_on: date | None = column("截止日期", "Due on")
    read_at: datetime | None = column("阅读时间", "Read at")
    done_at: datetime | None = column("办结时间", "Settled at")
    created_at: datetime | None = column("通知时间", "Told at")


@strawberry.type(description=label("列表的已存视图", "A saved view of a list"))
class SavedView:
    id: strawberry.ID = needed("编号", "Id")
    page: str = needed("页面", "Page")
    name: str = needed("名称", "Name")
    address: str = needed("条件，与页面地址的写法相同", "Conditions, written as in the page's address")
    is_shared: bool = needed("是否共享给所有人", "Shared with all")
    is_own: bool = needed("是否本人所存", "The caller's own")
    is_default: bool = needed("是否打开列表时使用", "Whether the list opens with it")
    version: int = needed("版本", "Version")


@strawberry.type(description=label("列表的显示方式", "How a list is shown"))
class ListChoice:
    page: str = needed("页面", "Page")
    columns: list[str] = needed("列，空为默认", "Columns; empty for the usual ones")
    density: str = needed(
        "行高：compact、comfortable，空为默认", "Row height: compact, comfortable, or empty"
    )
    size: int = needed("每页条数，0 为默认", "Page size, 0 for the usual one")
    view_id: strawberry.ID | None = needed("打开时的视图", "The view it opens with")


@strawberry.type(description=label("首页的安排", "How home is arranged"))
class HomeLayout:
    widgets: list[str] = needed("组件，按顺序", "Widgets in their order")
    hidden: list[str] = needed("收起的组件", "Widgets put away")
    version: int = needed("版本，0 为未安排过", "Version, 0 if never arranged")


@strawberry.type(description=label("桌面查询", "Queries on the desk"))
class DeskQuery:
    @strawberry.field(description=label("我可用的视图", "The views the caller may use"))
    async def saved_views(self, info: strawberry.Info, page: str) -> list[SavedView]:
        ctx = call(info).ctx
        allow(ctx, "Query.savedViews", "read", own=True)
        return [SavedView(**vars(each)) for each in await views.views_of(ctx, page)]

    @strawberry.field(description=label("我的列表显示方式", "How the caller likes a list"))
    async def list_choice(self, info: strawberry.Info, page: str) -> ListChoice:
        ctx = call(info).ctx
        allow(ctx, "Query.listChoice", "read", own=True)
        return chosen(await views.choice_of(ctx, page))

    @strawberry.field(description=label("我的首页安排", "How the caller's home is arranged"))
    async def home_layout(self, info: strawberry.Info) -> HomeLayout:
        ctx = call(info).ctx
        allow(ctx, "Query.homeLayout", "read", own=True)
        return laid_out(await home.layout_of(ctx))


def chosen(choice: views.Choice) -> ListChoice:
    view_id = strawberry.ID(choice.view_id) if choice.view_id else None
    return ListChoice(
        page=choice.page,
        columns=list(choice.columns),
        density=choice.density,
        size=choice.size,
        view_id=view_id,
    )


def laid_out(layout: home.Layout) -> HomeLayout:
    return HomeLayout(widgets=list(layout.widgets), hidden=list(layout.hidden), version=layout.version)


@strawberry.input(description=label("标记通知已读", "Marking notices as read"))
class MarkNoticesReadInput(Once):
    ids: list[strawberry.ID] | None = optional("通知编号，不填为全部", "Notices, all if not named")


@strawberry.input(description=label("保存视图", "Saving a view"))
class SaveViewInput(Once):
    id: strawberry.ID | None = optional("已有视图的编号", "An existing view's id")
    page: str = needed("页面", "Page")
    name: str = needed("名称，最多 60 字", "Name, at most 60 characters")
    address: str = needed("条件，与页面地址的写法相同", "Conditions, written as in the page's address")
    is_shared: bool | None = optional("是否共享给所有人", "Share it with all")
    is_default: bool | None = optional("是否打开列表时使用", "Open the list with it")
    version: int | None = optional("所见版本", "The version seen")


@strawberry.input(description=label("删除视图", "Deleting a view"))
class DeleteViewInput(Once):
    id: strawberry.ID = needed("视图编号", "View id")


@strawberry.input(description=label("列表显示方式", "Choosing how a list is shown"))
class SaveListChoiceInput(Once):
    page: str = needed("页面", "Page")
    columns: list[str] | None = optional("列，按顺序", "Columns in their order")
    density: str | None = optional("行高", "Row height")
    size: int | None = optional("每页条数", "Page size")
    view_id: strawberry.ID | None = optional(
        "打开时的视图，空值为全部", "The view it opens with; null for the whole list"
    )


@strawberry.input(description=label("安排首页", "Arranging home"))
class SaveHomeLayoutInput(Once):
    widgets: list[str] = needed("组件，按顺序", "Widgets in their order")
    hidden: list[str] | None = optional("收起的组件", "Widgets put away")
    version: int | None = optional("所见版本", "The version seen")


@strawberry.type(description=label("桌面操作", "Acts on the desk"))
class DeskMutation:
    @strawberry.mutation(
        description=label("标记通知已读，返回条数", "Mark notices as read; answers how many were")
    )
    async def mark_notices_read(self, info: strawberry.Info, input: MarkNoticesReadInput) -> int:
        return int(await notices.mark_notices_read(call(info).ctx, **given(input)))

    @strawberry.mutation(description=label("保存视图", "Save a view"))
    async def save_view(self, info: strawberry.Info, input: SaveViewInput) -> SavedView:
        ctx = call(info).ctx
        view_id = await views.save_view(ctx, **given(input))
        found = next(each for each in await views.views_of(ctx, input.page) if each.id == view_id)
        return SavedView(**vars(found))

    @strawberry.mutation(description=label("删除视图", "Delete a view"))
    async def delete_view(self, info: strawberry.Info, input: DeleteViewInput) -> strawberry.ID:
        return strawberry.ID(await views.delete_view(call(info).ctx, **given(input)))

    @strawberry.mutation(description=label("保存列表显示方式", "Save how a list is shown"))
    async def save_list_choice(self, info: strawberry.Info, input: SaveListChoiceInput) -> ListChoice:
        ctx, changes = call(info).ctx, given(input)
        if input.view_id is None:
            changes["view_id"] = None
        await views.save_list_choice(ctx, **changes)
        return chosen(await views.choice_of(ctx, input.page))

    @strawberry.mutation(description=label("安排首页", "Arrange home"))
    async def save_home_layout(self, info: strawberry.Info, input: SaveHomeLayoutInput) -> HomeLayout:
        ctx = call(info).ctx
        await home.save_home_layout(ctx, **given(input))
        return laid_out(await home.layout_of(ctx))


TYPES = (Notice,)
define_for(*TYPES)
