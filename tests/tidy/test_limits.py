"""Small files, small functions, no promises instead of work."""

from __future__ import annotations

import ast
import re
from pathlib import Path

import pytest

from tests.tidy.house import ROOT, functions, sources, tree

FILE_LINES = 400
FUNCTION_LINES = 50
BANNED_NAMES = {"utils", "helpers", "common", "managers", "mixins", "misc"}
PROMISES = re.compile(r"\b(TODO|FIXME|XXX|NotImplementedError)\b")


def ids(path: object) -> str:
    """Name a test case by the file's place in the house."""
    return str(path).removeprefix(f"{ROOT}/")


@pytest.mark.parametrize("path", sources(), ids=ids)
def test_a_file_stays_small_and_keeps_no_promise(path: Path) -> None:
    text = path.read_text(encoding="utf-8")
    assert len(text.splitlines()) <= FILE_LINES
    assert not PROMISES.search(text)
    assert path.stem not in BANNED_NAMES


@pytest.mark.parametrize("path", sources(), ids=ids)
def test_functions_stay_small(path: Path) -> None:
    long = {
        node.name: length
        for node in functions(tree(path))
        if (length := (node.end_lineno or 0) - node.lineno + 1) > FUNCTION_LINES
    }
    assert not long


@pytest.mark.parametrize("path", sources(), ids=ids)
def test_every_module_says_what_it_is_for(path: Path) -> None:
    module = tree(path)
    assert ast.get_docstring(module) or not module.body


def test_no_float_columns_anywhere() -> None:
    found = [
        f"{path}:{node.lineno}"
        for path in sources()
        for node in ast.walk(tree(path))
        if isinstance(node, ast.Attribute) and node.attr in {"FloatField", "DecimalField"}
    ]
    assert not found
