"""Make names findable without storing a readable letter of them."""

from __future__ import annotations

from collections.abc import Iterable
from uuid import UUID

from django.db import transaction

from network.models import NameKeys
from network.selectors.name_keys import name_keys

BATCH = 2_000


@transaction.atomic
def index_names(names: Iterable[tuple[UUID, str]]) -> None:
    """Let people be found by these names and by no older ones."""
    rows = [NameKeys(person_id=person, keys=name_keys(name)) for person, name in names]
    NameKeys.objects.bulk_create(
        rows,
        batch_size=BATCH,
        update_conflicts=True,
        unique_fields=["person"],
        update_fields=["keys"],
    )
