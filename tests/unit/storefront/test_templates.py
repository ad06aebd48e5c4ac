"""Every template compiles, stays on our own host and leaves styles and scripts to files."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from django.template.loader import get_template

import storefront

ROOT = Path(storefront.__file__).parent
TEMPLATES = sorted((ROOT / "templates").rglob("*.html"))
ART = sorted((ROOT / "static").rglob("*.svg"))


@pytest.mark.parametrize("path", TEMPLATES, ids=lambda path: path.stem)
def test_a_template_compiles_and_names_no_other_host(path: Path) -> None:
    get_template(str(path.relative_to(ROOT / "templates")))
    text = path.read_text(encoding="utf-8")
    assert not re.search(r"https?://|<style|style=|javascript:", text)
    assert not re.search(r"<script(?![^>]*\bsrc=)", text)
    assert "ec.europa.eu" not in text


@pytest.mark.parametrize("path", ART, ids=lambda path: path.stem)
def test_a_drawing_is_small_and_only_draws(path: Path) -> None:
    text = path.read_text(encoding="utf-8")
    assert len(text) < 32_000
    assert not re.search(r'<script|style=|href=(?!"#)|<image|<text', text)


@pytest.mark.parametrize("status", [400, 403, 404, 500])
def test_an_error_page_needs_no_request_and_no_database(status: int) -> None:
    page = get_template(f"{status}.html").render()
    assert f">{status}</p>" in page
    assert 'href="/"' in page
