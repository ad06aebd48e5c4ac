"""The addresses a person keeps."""

from __future__ import annotations

from django.db import models
from django.db.models import Q

from network.models.account import Account

CURRENT = Q(ended_at__isnull=True)


class AccountAddress(models.Model):
    """One address, sealed with the person's key. A changed address is a new row, the old one ends.

    Of the current ones at most one is taken for parcels and one for invoices without asking.
    """

    account = models.ForeignKey(Account, on_delete=models.PROTECT, related_name="addresses")
    sealed = models.BinaryField()
    is_for_delivery = models.BooleanField(default=False)
    is_for_billing = models.BooleanField(default=False)
    recorded_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True)

    class Meta:
        indexes = [
            models.Index(fields=["account", "id"], condition=CURRENT, name="addresses_of_account"),
        ]
        constraints = [
            models.UniqueConstraint(
                fields=["account"],
                condition=CURRENT & Q(is_for_delivery=True),
                name="one_address_for_delivery",
            ),
            models.UniqueConstraint(
                fields=["account"],
                condition=CURRENT & Q(is_for_billing=True),
                name="one_address_for_billing",
            ),
        ]

    def __str__(self) -> str:
        return f"address {self.pk} of account {self.account_id}"
