"""German is complete, nobody's address or machine is named, templates carry no inline code."""

from __future__ import annotations

import re
import subprocess
from pathlib import Path

import pytest

from tests.tidy.house import ROOMS, ROOT
from tests.tidy.messages import of_catalogue, of_python, of_templates

# Mail programs load no style sheet, so mails bring their styles with every element.
MAILS = ROOT / "desk/templates/desk/mails"
TEMPLATES = sorted(set(ROOT.glob("*/templates/**/*.html")) - set(MAILS.glob("*.html")))
INLINE = re.compile(r"""<[^>]*\s(?:style|on[a-z]+)\s*=\s*["']""", re.I)
MACHINE = re.compile(r"(?<![\w./-])/(?:work|farm|home/\w+)/")
REGISTRY = re.compile("|".join(("pypi" + r"\.org", "python" + "hosted", "npm" + "js")))
TEXT_FILES = {".py", ".md", ".toml", ".lock", ".in", ".yml", ".json", ".html", ".sh", ".po"}
PLACEHOLDER = re.compile(r"%\(\w+\)[sd]|{\w+}")


def catalogue(room: str) -> dict[str, list[str]]:
    """Return a room's German texts; a room that says nothing has none."""
    path = ROOT / room / "locale/de/LC_MESSAGES/django.po"
    return of_catalogue(path) if path.exists() else {}


@pytest.mark.parametrize("room", ROOMS)
def test_every_text_of_a_room_is_in_its_german_catalogue(room: str) -> None:
    assert not (of_python(room) | of_templates(room)) - catalogue(room).keys()


@pytest.mark.parametrize("room", ROOMS)
def test_german_is_complete_and_nothing_is_left_over(room: str) -> None:
    texts = catalogue(room)
    assert not [text for text, said in texts.items() if text and not all(said)]
    assert not texts.keys() - of_python(room) - of_templates(room) - {""}


@pytest.mark.parametrize("room", ROOMS)
def test_a_translation_keeps_its_placeholders(room: str) -> None:
    wrong = [
        text
        for text, said in catalogue(room).items()
        for one in said
        if len(said) == 1 and set(PLACEHOLDER.findall(text)) != set(PLACEHOLDER.findall(one))
    ]
    assert not wrong


def test_one_text_has_one_translation_in_all_rooms() -> None:
    """Django lays the rooms' catalogues over each other: of two words for one, one is lost."""
    said: dict[str, set[tuple[str, ...]]] = {}
    for room in ROOMS:
        for text, translations in catalogue(room).items():
            said.setdefault(text, set()).add(tuple(translations))
    assert not [text for text, ways in said.items() if text and len(ways) > 1]


def test_templates_have_no_inline_style_or_handler() -> None:
    assert not [path for path in TEMPLATES if INLINE.search(path.read_text(encoding="utf-8"))]


def test_no_committed_file_names_this_machine_or_a_registry() -> None:
    listed = subprocess.run(
        ["git", "ls-files", "-z"], cwd=ROOT, capture_output=True, text=True, check=True
    )
    wrong = [
        name
        for name in listed.stdout.split("\0")
        if Path(name).suffix in TEXT_FILES and (ROOT / name).exists()
        if REGISTRY.search(text := (ROOT / name).read_text("utf-8")) or MACHINE.search(text)
        if name != "tests/tidy/test_words.py"
    ]
    assert not wrong
