"""Products by code, the texts that mean them, and what named them otherwise before."""

from __future__ import annotations

import pytest

from server.feedback.operations.products import (
    ProductNameTaken,
    import_products,
    name_product_text,
    save_product,
)
from server.feedback.operations.scripts import save_script
from server.feedback.operations.teams import save_routing_rule
from server.kernel.errors import Conflict, Denied, InvalidInput, NotFound
from tests.feedback.ticketing import came, member, town
from tests.people.town import rows

NAMED = "select product from feedback_ticket order by product"
TEXTS = "select t.text,p.code from product_text t left join product p on p.id=t.product_id order by t.text"


async def test_a_text_that_means_a_product_becomes_its_code_and_one_nobody_knows_stays_as_given(store):
    hr = await town(store)
    await save_product(hr, code="AF-20", name="空气炸锅", name_en="Air fryer")
    for code, text in (
        ("N1", "ａｉｒ  FRYER"),
        ("N2", "空气炸锅"),
        ("N3", "af-20"),
        ("N4", "小炸锅"),
        ("N5", ""),
    ):
        await came(store, code, product=text)

    assert await rows(store, NAMED) == [("",), ("AF-20",), ("AF-20",), ("AF-20",), ("小炸锅",)]
    assert await rows(store, TEXTS) == [
        ("AF-20", "AF-20"), ("Air fryer", "AF-20"), ("小炸锅", None), ("空气炸锅", "AF-20"),
    ]  # fmt: skip


async def test_naming_a_text_tells_feedback_rules_and_scripts_anew_and_catches_what_comes_later(store):
    hr = await town(store)
    await came(store, "N1", product="小炸锅")
    await save_routing_rule(hr, place=1, name="炸锅", product="小炸锅", team_code="REST")
    await save_script(hr, title="清洗", body="温水", product="小炸锅")
    await save_product(hr, code="AF-20", name="空气炸锅")
    unnamed = (await rows(store, "select id from product_text where product_id is null"))[0][0]

    with pytest.raises(InvalidInput):
        await name_product_text(hr, id=unnamed, product_code="NONE")
    with pytest.raises(NotFound):
        await name_product_text(hr, id="nothing", product_code="AF-20")
    await name_product_text(hr, id=unnamed, product_code="AF-20")
    await came(store, "N2", product="空气炸锅")

    found = "select product from {} where product is not null"
    assert await rows(store, found.format("routing_rule")) == [("AF-20",)]
    assert await rows(store, found.format("script")) == [("AF-20",)]
    told = await rows(store, "select product,routed_rule,routed_for from feedback_ticket order by answer_key")
    assert told == [("AF-20", "", ""), ("AF-20", "1. 炸锅", "PRODUCT")]


async def test_a_name_means_one_product_alone_and_an_old_name_goes_on_meaning_it(store):
    hr = await town(store)
    first = await save_product(hr, code="AF-20", name="空气炸锅")
    with pytest.raises(ProductNameTaken):
        await save_product(hr, code="AF-30", name="空气炸锅")
    assert await save_product(hr, code="AF-20", name="空气炸锅二代", version=1) == first
    with pytest.raises(Conflict):
        await save_product(hr, code="AF-20", name="别的", version=1)
    with pytest.raises(ProductNameTaken):
        await save_product(hr, code="AF-30", name="空气炸锅")
    await came(store, "N1", product="空气炸锅")

    assert await rows(store, NAMED) == [("AF-20",)]
    assert await rows(store, "select code,name from product") == [("AF-20", "空气炸锅二代")]


async def test_a_text_that_is_another_products_name_is_not_given_away(sqlite_store):
    hr = await town(sqlite_store)
    await save_product(hr, code="AF-20", name="空气炸锅")
    await save_product(hr, code="AF-30", name="烤箱")
    own = (await rows(sqlite_store, "select id from product_text where text='烤箱'"))[0][0]

    with pytest.raises(ProductNameTaken):
        await name_product_text(hr, id=own, product_code="AF-20")


async def test_a_list_is_kept_whole_or_not_at_all(store):
    hr = await town(store)
    lines = [{"code": "A", "name": "甲"}, {"code": "B", "name": "乙", "name_en": "Bee"}]
    assert await import_products(hr, products=lines) == "2"
    assert await import_products(hr, products=[*lines, {"code": "C", "name": "丙"}]) == "1"
    with pytest.raises(InvalidInput) as trouble:
        await import_products(hr, products=[{"code": "D", "name": "丁"}, {"code": "?", "name": "戊"}])
    assert trouble.value.zh.startswith("第 2 行：")
    with pytest.raises(InvalidInput):
        await import_products(hr, products=[])

    assert await rows(store, "select code,name_en from product order by code") == [
        ("A", ""), ("B", "Bee"), ("C", ""),
    ]  # fmt: skip


@pytest.mark.parametrize("given", [{"code": "中文"}, {"name": " "}, {"name_en": "x" * 81}], ids=str)
async def test_a_product_that_cannot_be_is_refused(sqlite_store, given):
    hr = await town(sqlite_store)
    with pytest.raises(InvalidInput):
        await save_product(hr, **{"code": "A", "name": "甲", **given})
    with pytest.raises(Denied):
        await save_product(member(sqlite_store, "E3"), code="A", name="甲")
    assert await rows(sqlite_store, "select code from product") == []
