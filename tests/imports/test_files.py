"""Reading tables: encodings, delimiters, titles, and limits that hold before parsing."""

from __future__ import annotations

import io
import zipfile

import pytest

from server.imports import files
from server.kernel.errors import InvalidInput


def known(text):
    return text in {"工号", "姓名"}


@pytest.mark.parametrize("delimiter", [",", ";", "\t"])
def test_delimiters_are_found_and_titles_skipped(delimiter):
    text = f"花名册\r\n工号{delimiter}姓名\r\nE1{delimiter}王芳\r\n"

    table = files.read_table(text.encode(), known)

    assert (table.headers, table.rows, table.first_row) == (("工号", "姓名"), [["E1", "王芳"]], 3)


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "gb18030"])
def test_encodings(encoding):
    assert files.decode("工号,name,code\n".encode(encoding)).lstrip("\ufeff").startswith("工号")


def test_what_cannot_be_read_is_refused(tmp_path, monkeypatch):
    bomb = io.BytesIO()
    with zipfile.ZipFile(bomb, "w", zipfile.ZIP_DEFLATED) as packed:
        packed.writestr("xl/worksheets/sheet1.xml", b"0" * (40 << 20))
    monkeypatch.setattr(files, "MOST_ROWS", 2)
    (tmp_path / "big.csv").write_text("a" * 100)

    for content in (bomb.getvalue(), b"PK\x03\x04 broken", b"\xff\xff\xff", b"a\nb\nc\nd\n", b""):
        with pytest.raises(InvalidInput):
            files.read_table(content, known)
    for path in (tmp_path / "big.csv", tmp_path / "absent.csv"):
        with pytest.raises(InvalidInput):
            files.load(path, 10)


@pytest.mark.parametrize("text", ["[1]", "{", '{"a": 1}'])
def test_a_mapping_is_an_object_of_names(tmp_path, text):
    file = tmp_path / "map.json"
    file.write_text(text)

    with pytest.raises(InvalidInput):
        files.load_mapping(file)
