"""Categories by their paths from the top of the tree, as order lines and plans name them."""

from __future__ import annotations

from collections.abc import Collection
from typing import Any

from django.db import connection

from shop.selectors.shelves import MAX_DEPTH

_OF_VARIANTS = """
WITH RECURSIVE up (variant_id, path, parent_id, depth) AS (
    SELECT v.id, c.slug::text, c.parent_id, 1
    FROM shop_productvariant v
    JOIN shop_product p ON p.id = v.product_id
    JOIN shop_category c ON c.id = p.category_id
    WHERE v.id = ANY (%(variants)s)
  UNION ALL
    SELECT up.variant_id, c.slug || '/' || up.path, c.parent_id, up.depth + 1
    FROM up JOIN shop_category c ON c.id = up.parent_id
    WHERE up.depth <= %(depth)s
)
SELECT variant_id, path FROM up WHERE parent_id IS NULL
"""
_ALL = """
WITH RECURSIVE down (id, path, depth) AS (
    SELECT id, slug::text, 1 FROM shop_category WHERE parent_id IS NULL
  UNION ALL
    SELECT c.id, down.path || '/' || c.slug, down.depth + 1
    FROM down JOIN shop_category c ON c.parent_id = down.id
    WHERE down.depth <= %(depth)s
)
SELECT path FROM down
"""


def paths_of_variants(variant_ids: Collection[int]) -> dict[int, str]:
    """Return the path of the category of each variant's product, in one statement."""
    with connection.cursor() as cursor:
        facts: dict[str, Any] = {"variants": list(variant_ids), "depth": MAX_DEPTH}
        cursor.execute(_OF_VARIANTS, facts)
        return dict(cursor.fetchall())


def category_paths() -> frozenset[str]:
    """Return the paths of all categories there are now."""
    with connection.cursor() as cursor:
        cursor.execute(_ALL, {"depth": MAX_DEPTH})
        return frozenset(path for (path,) in cursor.fetchall())
