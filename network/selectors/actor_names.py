"""The names of those who did something, for histories: all of a page at once."""

from __future__ import annotations

from collections.abc import Iterable

from core import encryption
from network.models import Account


def actor_names(labels: Iterable[str | None]) -> dict[str, str]:
    """Return the name of each account among these labels; a program keeps its own label.

    Two statements, however many there are. Somebody forgotten is "".
    """
    asked = {label for label in labels if label}
    numbers = {
        int(label.removeprefix("account:")): label
        for label in asked
        if label.removeprefix("account:").isdecimal() and label.startswith("account:")
    }
    rows = list(
        Account.objects.filter(pk__in=numbers).values_list("pk", "person_id", "name_sealed")
    )
    names = encryption.unseal_many_or([(row[1], bytes(row[2])) for row in rows], "")
    found = {numbers[row[0]]: name for row, name in zip(rows, names, strict=True)}
    return {label: found.get(label, label) for label in asked}
