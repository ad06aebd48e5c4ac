"""Small files, small functions, no promises instead of work."""

from __future__ import annotations

import ast
import re

from tests.tidy.house import ROOT, functions, sources, tree

FILE_LINES = 400
FUNCTION_LINES = 50
BANNED_NAMES = {"utils", "helpers", "common", "managers", "mixins", "misc"}
PROMISES = re.compile(r"\b(TODO|FIXME|NotImplementedError)\b")


def test_files_stay_small() -> None:
    lines = {p.relative_to(ROOT): len(p.read_text("utf-8").splitlines()) for p in sources()}
    assert not {path: count for path, count in lines.items() if count > FILE_LINES}


def test_functions_stay_small() -> None:
    lengths = {
        f"{path.relative_to(ROOT)}:{node.name}": (node.end_lineno or 0) - node.lineno + 1
        for path in sources()
        for node in functions(tree(path))
    }
    assert not {name: length for name, length in lengths.items() if length > FUNCTION_LINES}


def test_nothing_is_promised_instead_of_done() -> None:
    assert not [path for path in sources() if PROMISES.search(path.read_text("utf-8"))]


def test_a_module_is_named_after_its_subject() -> None:
    assert not [path for path in sources() if BANNED_NAMES & set(path.with_suffix("").parts)]


def test_every_module_says_what_it_is_for() -> None:
    silent = [path for path in sources() if tree(path).body and not ast.get_docstring(tree(path))]
    assert not silent


def test_no_float_columns_anywhere() -> None:
    found = [
        f"{path}:{node.lineno}"
        for path in sources()
        for node in ast.walk(tree(path))
        if isinstance(node, ast.Attribute) and node.attr in {"FloatField", "DecimalField"}
    ]
    assert not found
