"""Industry packs: which there are, what loading one would do, loading and unloading."""

from __future__ import annotations

from datetime import date

import strawberry

from schema.call import call
from schema.inputs import Once, given, needed
from server.kernel.labels import label
from server.packs import operations
from server.packs.models import PackPart, PackState
from server.packs.operations import Listed, PackAction, Step

strawberry.enum(PackState, description=label("行业包状态", "State of a pack"))
strawberry.enum(PackPart, description=label("行业包内容的类别", "Kind of a pack's thing"))
strawberry.enum(PackAction, description=label("载入时的处理", "What loading does"))


@strawberry.type(description=label("行业包", "Industry pack"))
class IndustryPack:
    code: str = needed("编码", "Code")
    name: str = needed("名称", "Name")
    name_en: str = needed("英文名称", "Name in English")
    summary: str = needed("简介", "Summary")
    summary_en: str = needed("英文简介", "Summary in English")
    state: PackState | None = needed("状态，空为从未载入", "State; null for one never loaded")
    loaded_on: date | None = needed("载入日期", "Loaded on")
    unloaded_on: date | None = needed("卸载日期", "Unloaded on")
    items: int = needed("在用的内容数", "Things in use")


@strawberry.type(description=label("载入的一步", "A step of loading"))
class PackStep:
    part: PackPart = needed("类别", "Kind")
    key: str = needed("编码", "Key")
    name: str = needed("名称", "Name")
    name_en: str = needed("英文名称", "Name in English")
    action: PackAction = needed("处理", "What happens")
    reason: str = needed("原因", "Why")
    reason_en: str = needed("英文原因", "Why, in English")


@strawberry.input(description=label("行业包", "A pack"))
class PackInput(Once):
    code: str = needed("编码", "Code")


def pack_of(of: Listed) -> IndustryPack:
    return IndustryPack(
        code=of.pack.code,
        name=of.pack.name[0],
        name_en=of.pack.name[1],
        summary=of.pack.summary[0],
        summary_en=of.pack.summary[1],
        state=of.state,
        loaded_on=of.loaded_on,
        unloaded_on=of.unloaded_on,
        items=of.items,
    )


def step_of(of: Step) -> PackStep:
    return PackStep(
        part=of.part, key=of.key, name=of.name[0], name_en=of.name[1], action=of.action, reason=of.why[0],
        reason_en=of.why[1],
    )  # fmt: skip


async def one(info: strawberry.Info, code: str) -> IndustryPack:
    found = await operations.list_packs(call(info).ctx)
    return pack_of(next(each for each in found if each.pack.code == code.strip().lower()))


@strawberry.type(description=label("行业包查询", "Questions about packs"))
class PackQuery:
    @strawberry.field(description=label("行业包", "Industry packs"))
    async def industry_packs(self, info: strawberry.Info) -> list[IndustryPack]:
        return [pack_of(each) for each in await operations.list_packs(call(info).ctx)]

    @strawberry.field(description=label("预览载入，不写入", "What loading a pack would do, without doing it"))
    async def preview_pack(self, info: strawberry.Info, code: str) -> list[PackStep]:
        return [step_of(each) for each in await operations.preview_pack(call(info).ctx, code=code)]


@strawberry.type(description=label("行业包变更", "Changes of packs"))
class PackMutation:
    @strawberry.mutation(
        description=label("载入行业包，重复载入不会重复新增", "Load a pack; again it adds nothing")
    )
    async def load_pack(self, info: strawberry.Info, input: PackInput) -> IndustryPack:
        await operations.load_pack(call(info).ctx, **given(input))
        return await one(info, input.code)

    @strawberry.mutation(
        description=label("卸载行业包，数据保留可查", "Unload a pack; what was recorded stays")
    )
    async def unload_pack(self, info: strawberry.Info, input: PackInput) -> IndustryPack:
        await operations.unload_pack(call(info).ctx, **given(input))
        return await one(info, input.code)
