"""Headers in both languages find their field."""

from __future__ import annotations

import pytest

from server.imports.columns import ATTENDANCE, PEOPLE, fold, limited, match
from server.imports.result import BadCell


@pytest.mark.parametrize(
    ("header", "field"),
    [
        ("工号*", "code"), ("员工编号", "code"), ("Dept", "department"), ("hiredOn", "hired_on"),
        ("start_date", "hired_on"),
        ("入职时间", "hired_on"), ("end_date", "left_on"), ("exit_type", "leave_kind"), ("联系电话", "phone"),
        ("月薪（元）", "base_salary"), ("ID Number", "id_number"), ("Last Day", "left_on"),
    ],
)  # fmt: skip
def test_a_header_finds_its_field(header, field):
    assert list(match([header], PEOPLE, {}).fields) == [field]


def test_no_wording_stands_for_two_fields():
    for fields in (PEOPLE, ATTENDANCE):
        words = [fold(word) for each in fields for word in {each.name, *each.words.split("|")}]
        assert len({*words}) == len(
            {(fold(w), f.name) for f in fields for w in (f.name, *f.words.split("|"))}
        )


def test_a_mapping_wins_and_may_leave_a_column_out():
    found = match(["工号", "姓名", "备注"], PEOPLE, {"工号": None, "备注": "code"})

    assert found.fields == {"name": 1, "code": 2}
    assert found.missing == ("department", "hired_on")


def test_the_second_column_of_a_field_is_unknown():
    assert match(["工号", "编号"], PEOPLE, {}).unknown == ("编号",)


def test_a_text_has_a_length():
    with pytest.raises(BadCell):
        limited(3)("四个字符")


def test_headers_that_differ_in_brackets_alone_are_mapped_each_by_itself():
    found = match(["手机(个人)", "手机(办公)"], PEOPLE, {"手机(个人)": None, "手机(办公)": "phone"})

    assert found.fields == {"phone": 1}
