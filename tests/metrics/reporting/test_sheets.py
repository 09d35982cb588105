"""The sheets of a file read back as they were written, hash alike in every kind, and run nothing."""

from __future__ import annotations

from decimal import Decimal

import pytest

from server.metrics.reporting.sheets import Sheet, UnreadableFile, hash_of, read, write

SHEETS = [
    Sheet(
        "数据", ["键", "数值", "人数", "说明"],
        [["csat", Decimal("0.123457"), 12, "=SUM(A1)"], ["0012", Decimal("123456789012.34"), None, "人数过少"]],
        {(0, 1): "0.0%"},
    ),
    Sheet("说明", ["项目", "内容"], [["@who", "'quoted"], ["-x", None]]),
]  # fmt: skip


@pytest.mark.parametrize("kind", ["csv", "xlsx", "json"])
def test_what_is_written_reads_back_with_the_same_hash(tmp_path, kind):
    file = tmp_path / f"f.{kind}"
    file.write_bytes(write(SHEETS, kind, "谁 · 何时"))

    found = read(file)

    assert [len(sheet.rows) for sheet in found] == [2, 2]
    assert hash_of(found) == hash_of(SHEETS)


@pytest.mark.parametrize("kind", ["csv", "xlsx"])
def test_formulas_are_texts(tmp_path, kind):
    file = tmp_path / f"f.{kind}"
    file.write_bytes(write(SHEETS, kind, ""))

    found = read(file)

    assert (found[0].rows[0][3], found[1].rows[0][0]) == ("'=SUM(A1)", "'@who")


def test_numbers_are_numbers_in_a_workbook(tmp_path):
    file = tmp_path / "f.xlsx"
    file.write_bytes(write(SHEETS, "xlsx", ""))

    assert read(file)[0].rows[0][1] == Decimal("0.123457")


@pytest.mark.parametrize("content", [b"PK\x03\x04 no", b"{", b"\xff\xfe"])
def test_what_is_no_file_of_ours_is_refused(tmp_path, content):
    file = tmp_path / "f"
    file.write_bytes(content)

    with pytest.raises(UnreadableFile):
        read(file)
