"""The text of a lesson shows its marks, and no tag of its own."""

from __future__ import annotations

from ui.learning.markup import shown


def test_marks_show_and_tags_do_not_survive():
    text = "## 一 <b>\n\n- 甲\n- **乙**\n\n1. 丙\n\n> 注\n[去](https://a.example/x) [不](javascript:alert(1))"
    assert str(shown(text)) == (
        "<h2>一 &lt;b&gt;</h2>\n<ul><li>甲</li><li><b>乙</b></li></ul>\n<ol><li>丙</li></ol>\n"
        "<blockquote>注</blockquote>\n"
        '<p><a href="https://a.example/x" rel="noreferrer">去</a> [不](javascript:alert(1))</p>'
    )
