"""Files are what their bytes say, whatever they are called."""

from __future__ import annotations

import io
import zipfile

import pytest

from server.people.files import OFFICE, clean_file_name, media_type


def archive(*names: str) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as made:
        for name in names:
            made.writestr(name, "x")
    return out.getvalue()


@pytest.mark.parametrize(
    ("content", "kind"),
    [
        (b"%PDF-1.4 ...", "application/pdf"),
        (b"\x89PNG\r\n\x1a\n...", "image/png"),
        (b"\xff\xd8\xff\xe0...", "image/jpeg"),
        (b"RIFF\x00\x00\x00\x00WEBPVP8 ", "image/webp"),
        ("体检合格\n".encode(), "text/plain"),
        (archive("word/document.xml"), OFFICE["word/"]),
        (archive("xl/workbook.xml"), OFFICE["xl/"]),
        (archive("word/document.xml", "word/vbaProject.bin"), None),
        (archive("other.txt"), None),
        (b"PK\x03\x04 broken", None),
        (b"MZ\x90\x00", None),
        (b"a\x00b", None),
        (b" \n ", None),
    ],
)
def test_a_file_is_told_by_its_bytes(content, kind):
    assert media_type(content) == kind


@pytest.mark.parametrize(
    ("name", "kept"),
    [
        ("合同.pdf", "合同.pdf"),
        ("C:\\x\\..\\a b.pdf", "a b.pdf"),
        ("../../etc/passwd", "passwd"),
        ("a\u202efdp.exe", "afdp.exe"),
        ("  ", "file"),
        ("x" * 200 + ".pdf", "x" * 116 + ".pdf"),
        ("y" * 200, "y" * 120),
    ],
)
def test_a_name_keeps_its_last_part(name, kept):
    assert clean_file_name(name) == kept
