"""German is complete, nobody's address or machine is named, templates carry no inline code."""

from __future__ import annotations

import re
import subprocess
from pathlib import Path

import pytest

from tests.tidy.house import ROOT

CATALOGUES = sorted(ROOT.glob("*/locale/de/LC_MESSAGES/django.po"))
TEMPLATES = sorted(ROOT.glob("*/templates/**/*.html"))
ENTRY = re.compile(
    r'^msgid (".*"(?:\n".*")*)\n((?:msgid_plural .*\n|msgstr.*\n(?:".*"\n)*)+)', re.M
)
INLINE = re.compile(r"""<[^>]*\s(?:style|on[a-z]+)\s*=\s*["']""", re.I)
MACHINE = re.compile(r"(?<![\w./-])/(?:work|farm|root|home/\w+)/")


def tracked() -> list[Path]:
    """Return the files that are committed."""
    listed = subprocess.run(
        ["git", "ls-files", "-z"], cwd=ROOT, capture_output=True, text=True, check=True
    )
    return [ROOT / name for name in listed.stdout.split("\0") if name]


def test_every_room_that_speaks_has_a_german_catalogue() -> None:
    speaking = {
        path.relative_to(ROOT).parts[0]
        for path in [*ROOT.glob("*/**/*.py"), *TEMPLATES]
        if ".venv" not in path.parts and "tests" not in path.parts
        if re.search(r"gettext|{% trans|{% translate|{% blocktrans", path.read_text("utf-8"))
    }
    assert {path.parts[-5] for path in CATALOGUES} >= speaking - {"tests", "devkit", "var"}


@pytest.mark.parametrize("path", CATALOGUES, ids=lambda p: p.parts[-5])
def test_german_is_complete(path: Path) -> None:
    text = path.read_text(encoding="utf-8")
    assert "#, fuzzy" not in text
    empty = [
        match[1]
        for match in ENTRY.finditer(text + "\n")
        if match[1] != '""' and re.search(r'^msgstr(\[\d\])? ""$(?!\n")', match[2], re.M)
    ]
    assert not empty


@pytest.mark.parametrize("path", TEMPLATES, ids=lambda p: p.name)
def test_a_template_has_no_inline_style_or_handler(path: Path) -> None:
    assert not INLINE.search(path.read_text(encoding="utf-8"))


def test_no_committed_file_names_this_machine_or_a_registry() -> None:
    registries = re.compile(
        "|".join(("pypi" + r"\.org", "pythonhosted", "npm" + "js", "regis" + "try\\.npm"))
    )
    wrong = [
        str(path.relative_to(ROOT))
        for path in tracked()
        if path.suffix in {".py", ".md", ".toml", ".lock", ".in", ".yml", ".json", ".html", ".sh"}
        and path.exists()
        and (text := path.read_text(encoding="utf-8"))
        and (registries.search(text) or MACHINE.search(text))
        and path != Path(__file__)
    ]
    assert not wrong
