"""A reference of a booking is written in words and leads to its page."""

from __future__ import annotations

import pytest
from django.utils import translation

from storefront.references import reference_url, reference_words


@pytest.mark.parametrize(
    ("reference", "words", "url"),
    [
        ("payout:3", "Auszahlung 3", "/staff/payouts/3/"),
        ("run:12", "Provisionslauf 12", "/staff/runs/12/"),
        ("credit-notes:member:7:3303c1", "Gutschriften, Partner 7", "/staff/members/7/money/"),
        ("reserve-released:member:7:102", "Reserve, Partner 7", "/staff/members/7/money/"),
        ("credit-notes:else", "credit-notes:else", ""),
        ("something", "something", ""),
    ],
)  # fmt: skip
def test_a_reference_is_words_and_a_page(reference: str, words: str, url: str) -> None:
    with translation.override("de"):
        assert (reference_words(reference), reference_url(reference)) == (words, url)
