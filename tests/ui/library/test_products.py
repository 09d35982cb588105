"""Products listed, kept, brought in as a list; texts nobody knows are given their product."""

from __future__ import annotations

from typing import Any

from tests.ui.leave.lines import refused
from tests.ui.stage import open_stage
from ui.library.products import lines_of

ROW = {
    "id": "p1", "code": "AF-20", "name": "空气炸锅", "nameEn": "Air fryer", "state": "RETIRED", "version": 3,
    "feedbacks": {"totalCount": 4}, "scripts": {"totalCount": 1}, "texts": {"nodes": [{"id": "t1", "text": "小炸锅"}]},
}  # fmt: skip
UNNAMED = {"id": "t9", "text": "电煮锅", "createdAt": "2026-11-01T02:00:00Z", "feedbacks": {"totalCount": 2}}
PAGE = {
    "products": {"totalCount": 1, "pageInfo": {"hasNextPage": True, "endCursor": "c"}, "nodes": [ROW]},
    "choices": {"nodes": [ROW]}, "productTexts": {"totalCount": 1, "nodes": [UNNAMED]},
}  # fmt: skip
SAVED = {"SaveProduct": {"saveProduct": {"id": "p1"}}, "NameProduct": {"nameProductText": {"id": "t9"}},
         "ImportProducts": {"importProducts": 2}}  # fmt: skip
LINES = {"Products": PAGE, "Product": {"products": {"nodes": [ROW]}}, **SAVED}


def test_a_list_is_read_as_it_is_pasted():
    text = '编码,名称\nAF-20,空气炸锅,Air fryer,停售\n\n"B",锅\nC\t壶\tKettle'
    assert lines_of(text) == [
        {"code": "AF-20", "name": "空气炸锅", "nameEn": "Air fryer", "state": "RETIRED"},
        {"code": "B", "name": "锅", "nameEn": "", "state": "ACTIVE"},
        {"code": "C", "name": "壶", "nameEn": "Kettle", "state": "ACTIVE"},
    ]
    assert lines_of("D") == [{"code": "D", "name": "", "nameEn": "", "state": "ACTIVE"}]


def test_products_are_found_and_texts_are_named_by_who_keeps_them():
    browser, api = open_stage("hr_manager", lines=LINES)
    page = browser.get("/feedback/products?q=锅&state=RETIRED").text
    for text in ("电煮锅", "小炸锅", "停售", "2 条反馈", "after=c", "粘贴"):
        assert text in page
    assert api.variables("Products")["where"] == {"state": {"eq": "RETIRED"}}
    data = {"csrf": "token", "id": "t9", "productCode": "AF-20"}
    assert browser.post("/feedback/products/name", data=data).status_code == 303
    assert api.variables("NameProduct")["input"]["productCode"] == "AF-20"
    assert (
        browser.post("/feedback/products/import", data={"csrf": "token", "products": "B,锅"}).status_code
        == 303
    )
    assert api.variables("ImportProducts")["input"]["products"][0]["code"] == "B"

    browser, _ = open_stage("employee", lines={"Products": PAGE | {"productTexts": None}})
    page = browser.get("/feedback/products").text
    assert ("空气炸锅" in page, "粘贴" in page, "电煮锅" in page) == (True, False, False)
    assert browser.get("/feedback/products/AF-20").status_code == 404


def test_a_product_is_kept_by_its_code_and_a_refusal_keeps_what_was_typed():
    browser, api = open_stage("hr_manager", lines=LINES)
    assert 'value="空气炸锅"' in browser.get("/feedback/products/AF-20").text
    data = {"csrf": "token", "code": "AF-20", "name": "炸锅", "nameEn": "", "state": "ODD", "version": "3"}
    assert browser.post("/feedback/products/AF-20", data=data).status_code == 303
    assert api.variables("SaveProduct")["input"] | {"idempotencyKey": ""} == {
        "code": "AF-20", "name": "炸锅", "nameEn": "", "state": "ACTIVE", "version": 3, "idempotencyKey": "",
    }  # fmt: skip

    none: dict[str, Any] = {"Product": {"products": {"nodes": []}}}
    browser, _ = open_stage(
        "hr_manager", lines=LINES | none | {"SaveProduct": refused("name", "PRODUCT_NAME_TAKEN")}
    )
    assert 'value="电煮锅"' in browser.get("/feedback/products/new?name=电煮锅").text
    page = browser.post("/feedback/products/new", data={"csrf": "token", "code": "B", "name": "锅"})
    assert ("不行。" in page.text, 'value="锅"' in page.text) == (True, True)
    assert browser.get("/feedback/products/GONE").status_code == 404


def test_a_refused_list_and_a_refused_name_stand_on_the_page():
    no = {"ImportProducts": refused("products"),
          "NameProduct": refused("productCode", "PRODUCT_NAME_TAKEN")}  # fmt: skip
    browser, _ = open_stage("hr_manager", lines=LINES | no)
    page = browser.post("/feedback/products/import", data={"csrf": "token", "products": "B,锅\n?,壶"}).text
    assert ("不行。" in page, "?,壶" in page) == (True, True)
    page = browser.post(
        "/feedback/products/name", data={"csrf": "token", "id": "t9", "productCode": "X"}
    ).text
    assert "不行。" in page
