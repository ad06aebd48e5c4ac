"""Full-text search: German spelling, parts of compounds, stems, and a few typing errors."""

from __future__ import annotations

import re

from django.contrib.postgres.search import SearchQuery, SearchRank, TrigramWordSimilarity
from django.db.models import Exists, F, OuterRef, Q, QuerySet, Subquery

from shop.models import Product, ProductTranslation
from shop.rules.folding import fold

MAX_QUERY_WORDS = 8
CLOSE_ENOUGH = 0.5
_SHORTEST_TYPO = 4
_ALPHANUMERIC = re.compile(r"[^\W_]+")


def words_of(query: str) -> list[str]:
    """Return the words to look for, folded."""
    return fold(query.replace("\x00", "")).split()[:MAX_QUERY_WORDS]


def matching(products: QuerySet[Product], words: list[str]) -> QuerySet[Product]:
    """Keep products that say every word, whole, as a part, or in another form."""
    for word in words:
        said = Q(search_key__contains=word)
        if stems := _stems(word):
            said |= Q(search_vector=stems)
        products = products.filter(Exists(_texts().filter(said)))
    return products


def nearly_matching(products: QuerySet[Product], words: list[str]) -> QuerySet[Product]:
    """Keep products that say every word or something like it."""
    for word in words:
        said = Q(search_key__contains=word)
        texts = _texts()
        if len(word) >= _SHORTEST_TYPO:
            texts = texts.annotate(closeness=TrigramWordSimilarity(word, "search_key"))
            said |= Q(closeness__gte=CLOSE_ENOUGH)
        products = products.filter(Exists(texts.filter(said)))
    return products


def relevance(words: list[str]) -> Subquery:
    """Return how well a product answers, as a column: what stands in its name counts most."""
    said = " ".join(words)
    rank = TrigramWordSimilarity(said, "sort_key") * 3 + TrigramWordSimilarity(said, "search_key")
    if stems := _stems(said):
        rank = rank + SearchRank(F("search_vector"), stems)
    ranked = _texts().annotate(rank=rank).order_by("-rank")
    return Subquery(ranked.values("rank")[:1])


def _texts() -> QuerySet[ProductTranslation]:
    return ProductTranslation.objects.filter(product=OuterRef("pk"))


def _stems(said: str) -> SearchQuery | None:
    """Return the words' stems, each the beginning of what is looked for."""
    parts = [f"{part}:*" for part in _ALPHANUMERIC.findall(said)]
    if not parts:
        return None
    raw = " & ".join(parts)
    german = SearchQuery(raw, config="german", search_type="raw")
    return german | SearchQuery(raw, config="english", search_type="raw")
