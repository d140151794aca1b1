"""User text inside Markdown: every reader of it sees what was typed."""

import pytest

from pages._kit.head import plain


@pytest.mark.parametrize(
    ("typed", "written"),
    [
        ("*急* [链接](http://x)", "\\*急\\* \\[链接\\](http\\://x)"),
        ("1. 会议\n2) 培训", "1\\. 会议\n2\\) 培训"),
        ("- 会议\n  + 培训", "\\- 会议\n\\+ 培训"),
        ("标题\n---", "标题\n\\---"),
        ("2026.5 至 3.1", "2026.5 至 3.1"),
        ("-5 度", "-5 度"),
    ],
)
def test_what_markdown_would_obey_is_written_out(typed, written):
    assert plain(typed) == written
