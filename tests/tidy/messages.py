"""The texts that people see, as the source has them and as the German catalogues have them."""

from __future__ import annotations

import ast
import re
from pathlib import Path

from django.utils.translation.template import templatize

from tests.tidy.house import ROOT, sources, tree

MARKED = {"_", "gettext", "gettext_lazy", "ngettext", "ngettext_lazy", "pgettext", "gettext_noop"}
IN_TEMPLATE = re.compile(r"""gettext\(u?("(?:[^"\\]|\\.)*"|'(?:[^'\\]|\\.)*')""")
ENTRY = re.compile(
    r'^(?P<flags>(?:#,.*\n)*)(?:msgctxt .*\n)?msgid (?P<id>".*"\n(?:".*"\n)*)'
    r'(?:msgid_plural (?P<plural>".*"\n(?:".*"\n)*))?'
    r'(?P<said>(?:msgstr(?:\[\d\])? ".*"\n(?:".*"\n)*)+)',
    re.M,
)


def of_python(room: str) -> set[str]:
    """Return the marked texts of a room's Python files."""
    found = set()
    for path in sources():
        if path.relative_to(ROOT).parts[0] != room:
            continue
        for node in ast.walk(tree(path)):
            if isinstance(node, ast.Call) and _name(node.func) in MARKED and node.args:
                first = node.args[0]
                if isinstance(first, ast.Constant) and isinstance(first.value, str):
                    found.add(first.value)
    return found


def of_templates(room: str) -> set[str]:
    """Return the marked texts of a room's templates."""
    found = set()
    for path in sorted((ROOT / room / "templates").rglob("*.html")):
        code = templatize(path.read_text(encoding="utf-8"))
        found.update(ast.literal_eval(text) for text in IN_TEMPLATE.findall(code))
    return found


def of_catalogue(path: Path) -> dict[str, list[str]]:
    """Return a catalogue's texts with their translations (several where there is a plural)."""
    entries = {}
    for match in ENTRY.finditer(path.read_text(encoding="utf-8") + "\n"):
        said = re.split(r"^msgstr(?:\[\d\])? ", match["said"], flags=re.M)[1:]
        entries[_joined(match["id"])] = [_joined(text) for text in said]
    return entries


def _joined(quoted: str) -> str:
    return "".join(ast.literal_eval(line) for line in quoted.strip().splitlines())


def _name(func: ast.expr) -> str:
    return func.id if isinstance(func, ast.Name) else getattr(func, "attr", "")
