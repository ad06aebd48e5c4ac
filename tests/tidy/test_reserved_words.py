"""“Gutschrift” is the law's word for self-billing; customers get corrections (§ 14 (2) UStG)."""

from __future__ import annotations

import re

from tests.tidy.house import ROOT
from tests.tidy.messages import of_catalogue

RESERVED = re.compile(r"gutschrift|credit note", re.I)
SEEN_BY_CUSTOMERS = ("finance/papers/*.typ", "finance/papers/*.py", "desk/templates/**/*.html")
# What partners get for their services must bear the word.
SELF_BILLED = ("finance/papers/credit_note-1.typ", "finance/papers/credit_content.py")


def test_papers_and_mails_do_not_use_the_reserved_word() -> None:
    ours = {ROOT / name for name in SELF_BILLED}
    files = [p for pattern in SEEN_BY_CUSTOMERS for p in ROOT.glob(pattern) if p not in ours]
    assert len(files) > 5
    assert not [path for path in files if RESERVED.search(path.read_text(encoding="utf-8"))]


def test_the_papers_of_self_billing_bear_it_in_both_languages() -> None:
    template = (ROOT / SELF_BILLED[0]).read_text(encoding="utf-8")
    titles = re.findall(r'note: "(.*)", correction: "(.*)"', template)
    assert len(titles) == 2
    assert all("Gutschrift" in title for pair in titles for title in pair)


def test_no_german_word_of_shop_and_desk_is_the_reserved_one() -> None:
    for room in ("shop", "desk"):
        said = of_catalogue(ROOT / room / "locale/de/LC_MESSAGES/django.po")
        assert not [one for texts in said.values() for one in texts if RESERVED.search(one)]


def test_finance_says_it_in_german_only_where_the_english_names_it_too() -> None:
    said = of_catalogue(ROOT / "finance/locale/de/LC_MESSAGES/django.po")
    assert not [
        one
        for english, texts in said.items()
        for one in texts
        if RESERVED.search(one) and "Gutschrift" not in english
    ]
