"""Markdown to HTML that can be trusted: no HTML of the author's own, one first heading."""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING

from django.utils.safestring import SafeString, mark_safe
from markdown_it import MarkdownIt

if TYPE_CHECKING:
    from markdown_it.token import Token

_OWN_PATH = re.compile(r"^/(?!/)")


def as_html(body: str, *, site: str = "") -> SafeString:
    """Return the text as HTML; a page's own title is its only first-level heading.

    `site` ("https://shop.example") completes links that begin with "/", for mails and papers.
    """
    tokens = _parser().parse(body)
    _lower_headings(tokens)
    if site:
        _complete_links(tokens, site.rstrip("/"))
    html: str = _parser().renderer.render(tokens, _parser().options, {})
    framed = html.replace("<table>", '<div class="table-box" tabindex="0"><table>')
    return mark_safe(framed.replace("</table>", "</table></div>"))  # noqa: S308 - html is off


@cache
def _parser() -> MarkdownIt:
    return MarkdownIt("commonmark", {"html": False}).enable("table")


def _lower_headings(tokens: list[Token]) -> None:
    for token in tokens:
        if token.tag == "h1":
            token.tag = "h2"


def _complete_links(tokens: list[Token], site: str) -> None:
    for token in tokens:
        for inner in token.children or ():
            target = str(inner.attrGet("href") or "")
            if _OWN_PATH.match(target):
                inner.attrSet("href", site + target)
