"""Markdown becomes blocks of data; links tell their address, since paper cannot be clicked."""

from __future__ import annotations

from typing import Any

import pytest

from finance.papers.blocks import blocks_of


def words(block: dict[str, Any]) -> str:
    return "".join(run["text"] for run in block["runs"])


def test_headings_lists_quotes_and_tables_are_kept_apart() -> None:
    parts = ("# Titel", "Ein Satz.", "- a\n- b", "> Zitat", "| a |\n|---|\n| 1 |", "---")
    kinds = [block["kind"] for block in blocks_of("\n\n".join(parts))]
    assert kinds == ["heading", "paragraph", "list", "quote", "table", "rule"]


def test_what_looks_like_typst_stays_text() -> None:
    (block,) = blocks_of("#panic() $x$ [a] @b <html>")
    assert words(block) == "#panic() $x$ [a] @b <html>"


@pytest.mark.parametrize(
    ("markdown", "told"),
    [
        ("[Widerruf](/withdraw/)", "Widerruf (https://shop.example/withdraw/)"),
        ("[dort](https://eu.example/odr)", "dort (https://eu.example/odr)"),
        ("<https://eu.example/>", "https://eu.example/"),
        ("[Post](mailto:a@b.example)", "Post"),
        ("[x](//evil.example)", "x"),
    ],
)
def test_a_links_address_is_written_out(markdown: str, told: str) -> None:
    (block,) = blocks_of(markdown, "https://shop.example")
    assert words(block) == told


def test_bold_and_italic_reach_the_words_inside() -> None:
    (block,) = blocks_of("**fett *beides***")
    runs = [run for run in block["runs"] if run["text"]]
    told = [(run["text"], run["bold"], run["italic"]) for run in runs]
    assert told == [("fett ", True, False), ("beides", True, True)]
