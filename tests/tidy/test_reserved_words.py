"""“Gutschrift” is the law's word for self-billing; customers get corrections (§ 14 (2) UStG)."""

from __future__ import annotations

import re

from tests.tidy.house import ROOT
from tests.tidy.messages import of_catalogue

RESERVED = re.compile(r"gutschrift|credit note", re.I)
SEEN_BY_CUSTOMERS = ("finance/papers/*.typ", "finance/papers/*.py", "desk/templates/**/*.html")


def test_papers_and_mails_do_not_use_the_reserved_word() -> None:
    files = [path for pattern in SEEN_BY_CUSTOMERS for path in ROOT.glob(pattern)]
    assert len(files) > 5
    assert not [path for path in files if RESERVED.search(path.read_text(encoding="utf-8"))]


def test_no_german_word_of_shop_finance_and_desk_is_the_reserved_one() -> None:
    for room in ("shop", "finance", "desk"):
        said = of_catalogue(ROOT / room / "locale/de/LC_MESSAGES/django.po")
        assert not [one for texts in said.values() for one in texts if RESERVED.search(one)]
