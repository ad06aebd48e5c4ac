from __future__ import annotations

import gettext
import io
from pathlib import Path

import pytest

from devkit.messages import BadCatalogue, compile_all, compiled

CATALOGUE = r"""
msgid ""
msgstr ""
"Content-Type: text/plain; charset=UTF-8\n"
"Plural-Forms: nplurals=2; plural=(n != 1);\n"

#: shop/views.py:12
msgid "Basket"
msgstr "Warenkorb"

#, python-format
msgid ""
"Two "
"lines\n"
msgstr "Zwei "
"Zeilen „so“\n"

msgctxt "rank"
msgid "Lead"
msgstr "Leitung"

msgid "%d piece"
msgid_plural "%d pieces"
msgstr[0] "%d Stück"
msgstr[1] "%d Stücke"

#, fuzzy
msgid "Doubtful"
msgstr "Zweifelhaft"

msgid "Not yet"
msgstr ""

#~ msgid "Gone"
#~ msgstr "Weg"
"""


@pytest.fixture(scope="module")
def german() -> gettext.GNUTranslations:
    """Read the catalogue above the way Django does."""
    return gettext.GNUTranslations(io.BytesIO(compiled(CATALOGUE, "django.po")))


def test_texts_contexts_and_plurals_are_found(german: gettext.GNUTranslations) -> None:
    assert german.gettext("Basket") == "Warenkorb"
    assert german.gettext("Two lines\n") == "Zwei Zeilen „so“\n"
    assert german.pgettext("rank", "Lead") == "Leitung"
    assert german.gettext("Lead") == "Lead"
    assert german.ngettext("%d piece", "%d pieces", 1) == "%d Stück"
    assert german.ngettext("%d piece", "%d pieces", 2) == "%d Stücke"


@pytest.mark.parametrize("text", ["Doubtful", "Not yet", "Gone"])
def test_what_is_fuzzy_empty_or_obsolete_stays_in_english(
    german: gettext.GNUTranslations, text: str
) -> None:
    assert german.gettext(text) == text


def test_only_changed_catalogues_are_compiled(tmp_path: Path) -> None:
    source = tmp_path / "shop/locale/de/LC_MESSAGES/django.po"
    source.parent.mkdir(parents=True)
    source.write_text(CATALOGUE, encoding="utf-8")
    assert compile_all(tmp_path, ["shop", "desk"]) == 1
    assert compile_all(tmp_path, ["shop", "desk"]) == 0


def test_a_broken_line_is_named() -> None:
    with pytest.raises(BadCatalogue, match=r"shop\.po, line 2: .*never closed"):
        compiled('msgid "a"\nmsgstr "never closed', "shop.po")
