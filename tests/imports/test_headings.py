"""Headings over two lines, with merged cells, and with the same name twice."""

from __future__ import annotations

from server.imports.files import read_table
from server.imports.headings import heading

WORDS = {"工号", "姓名", "部门", "入职日期", "手机", "邮箱"}


def known(text):
    return text in WORDS


def test_a_group_over_columns_and_cells_merged_downwards_are_one_heading():
    grid = [
        ["2025年花名册", "", "", "", "", ""],
        ["工号", "姓名", "任职", "", "联系", ""],
        ["", "", "部门", "入职日期", "手机", "邮箱"],
        ["E1", "王芳", "客服一部", "2025-03-01", "138", "a@b.c"],
    ]

    assert heading(grid, known) == (("工号", "姓名", "部门", "入职日期", "手机", "邮箱"), 3)


def test_where_the_upper_line_names_more_fields_the_lower_one_still_counts():
    grid = [
        ["工号", "姓名", "部门", "入职日期", "联系", ""],
        ["", "", "", "", "手机", "邮箱"],
        ["E1", "王芳"],
    ]

    assert heading(grid, known) == (("工号", "姓名", "部门", "入职日期", "手机", "邮箱"), 2)


def test_a_first_row_with_gaps_is_no_heading():
    grid = [["工号", "姓名", "部门", ""], ["E1", "", "客服一部", "x"]]

    assert heading(grid, known) == (("工号", "姓名", "部门", ""), 1)


def test_the_same_name_twice_is_numbered():
    table = read_table("工号,手机,手机,手机 2\nE1,1,2,3\n".encode(), known)

    assert table.headers == ("工号", "手机", "手机 2", "手机 2 2")


def test_nothing_has_no_heading():
    assert heading([], known) is None
