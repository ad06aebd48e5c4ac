"""Markdown becomes HTML that can be trusted."""

from __future__ import annotations

from core.markdown import as_html


def test_what_the_author_writes_as_html_is_shown_not_run() -> None:
    html = as_html("<script>alert(1)</script> and [x](javascript:alert(1))")
    assert "<script" not in html
    assert "href=" not in html


def test_the_page_s_title_stays_its_only_first_level_heading() -> None:
    assert as_html("# One\n\n## Two").count("<h2>") == 2


def test_a_table_can_be_scrolled_by_keyboard() -> None:
    html = as_html("| a | b |\n|---|---|\n| 1 | 2 |")
    assert html.startswith('<div class="table-box" tabindex="0"><table>')
    assert html.rstrip().endswith("</table></div>")


def test_links_to_our_own_pages_are_completed_for_mails() -> None:
    body = "[here](/withdraw/) [there](//evil.example) [mail](mailto:a@b.example)"
    html = as_html(body, site="https://shop.example/")
    assert 'href="https://shop.example/withdraw/"' in html
    assert 'href="//evil.example"' in html
    assert 'href="mailto:a@b.example"' in html
