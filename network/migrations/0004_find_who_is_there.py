"""Make everybody findable who was registered before names were."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from django.apps.registry import Apps
from django.db import migrations
from django.db.backends.base.schema import BaseDatabaseSchemaEditor

from core.encryption import unseal_many_or
from network.selectors.name_keys import name_keys

BATCH = 2_000


def _batches(rows: Any) -> Iterator[list[tuple[Any, bytes]]]:
    last = 0
    while found := list(rows.filter(pk__gt=last).order_by("pk")[:BATCH]):
        yield [(account.person_id, bytes(account.name_sealed)) for account in found]
        last = found[-1].pk


def index_everybody(apps: Apps, _editor: BaseDatabaseSchemaEditor) -> None:
    """Store the keys of every name that can still be read."""
    keys = apps.get_model("network", "NameKeys")
    for sealed in _batches(apps.get_model("network", "Account").objects):
        names = unseal_many_or(sealed, "")
        rows = [
            keys(person_id=person, keys=name_keys(name))
            for (person, _blob), name in zip(sealed, names, strict=True)
            if name
        ]
        keys.objects.bulk_create(rows, ignore_conflicts=True)


class Migration(migrations.Migration):
    dependencies = [("network", "0003_findable_names_and_moves")]

    operations = [migrations.RunPython(index_everybody, migrations.RunPython.noop)]
