"""Markdown as blocks that a template sets: data, so that no sign of an author is ever markup."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache
from typing import Any

from markdown_it import MarkdownIt
from markdown_it.tree import SyntaxTreeNode

Block = dict[str, Any]


@cache
def _parser() -> MarkdownIt:
    return MarkdownIt("commonmark", {"html": False}).enable("table")


def blocks_of(markdown: str, site: str = "") -> list[Block]:
    """Return the text as headings, paragraphs, lists, quotes, tables and rules.

    A link's address is written behind its words: paper cannot be clicked. `site` completes those
    that begin with "/".
    """
    tokens = _parser().parse(markdown)
    for inner in (inner for token in tokens for inner in token.children or ()):
        target = str(inner.attrGet("href") or "")
        if target.startswith("/") and not target.startswith("//"):
            inner.attrSet("href", site + target)
    return _blocks(SyntaxTreeNode(tokens).children)


def paragraph(text: str) -> Block:
    """Return one paragraph of plain words."""
    return {"kind": "paragraph", "runs": [_run(text)]}


def _blocks(nodes: Sequence[SyntaxTreeNode]) -> list[Block]:
    return [_block(node) for node in nodes]


def _block(node: SyntaxTreeNode) -> Block:
    kind = node.type
    if kind == "heading":
        return {"kind": "heading", "level": int(node.tag[1]), "runs": _runs(node.children[0])}
    if kind in {"bullet_list", "ordered_list"}:
        items = [_blocks(item.children) for item in node.children]
        return {"kind": "list", "is_numbered": kind == "ordered_list", "items": items}
    if kind == "blockquote":
        return {"kind": "quote", "blocks": _blocks(node.children)}
    if kind == "table":
        return {"kind": "table", "rows": _rows(node)}
    if kind == "hr":
        return {"kind": "rule"}
    if kind in {"code_block", "fence"}:
        return {"kind": "paragraph", "runs": [_run(node.content)]}
    inline = node.children[0] if node.children else None
    return {"kind": "paragraph", "runs": _runs(inline) if inline else []}


def _rows(table: SyntaxTreeNode) -> list[list[list[Block]]]:
    rows = [row for part in table.children for row in part.children]
    return [[_runs(cell.children[0]) if cell.children else [] for cell in row.children]
            for row in rows]  # fmt: skip


def _runs(node: SyntaxTreeNode, *, bold: bool = False, italic: bool = False) -> list[Block]:
    runs: list[Block] = []
    for inner in node.children:
        if inner.type in {"softbreak", "hardbreak"}:
            runs.append(_run(" " if inner.type == "softbreak" else "\n"))
        elif inner.children:
            is_bold, is_italic = bold or inner.type == "strong", italic or inner.type == "em"
            told = _runs(inner, bold=is_bold, italic=is_italic)
            runs += [*told, *_address(inner, told)]
        else:
            runs.append(_run(inner.content, bold=bold, italic=italic))
    return runs


def _address(node: SyntaxTreeNode, told: Sequence[Block]) -> list[Block]:
    target = str(node.attrs.get("href", "")) if node.type == "link" else ""
    words = "".join(str(run["text"]) for run in told)
    if not target.startswith(("http://", "https://")) or target == words:
        return []
    return [_run(f" ({target})")]


def _run(text: str, *, bold: bool = False, italic: bool = False) -> Block:
    return {"text": text, "bold": bold, "italic": italic}
