"""Vesting: which earnings have become payable, and when."""

from __future__ import annotations

from django.db import models

from commissions.models.run import Run
from commissions.models.volume import VolumeEntry


class Vesting(models.Model):
    """The earnings of a run whose holding period ended on one day. Append-only.

    A delivery recorded late makes another vesting of the same day, never a changed one.
    """

    run = models.ForeignKey(Run, on_delete=models.PROTECT, related_name="vestings")
    vests_on = models.DateField()
    volume_count = models.PositiveIntegerField()
    amount_minor = models.BigIntegerField()
    booked_at = models.DateTimeField()

    def __str__(self) -> str:
        return f"{self.run_id}: {self.vests_on}"


class VestedVolume(models.Model):
    """A volume entry of a run that has vested: once, says the primary key. Append-only."""

    pk = models.CompositePrimaryKey("run_id", "volume_entry_id")
    run = models.ForeignKey(Run, on_delete=models.PROTECT, db_index=False)
    volume_entry = models.ForeignKey(VolumeEntry, on_delete=models.PROTECT, db_index=False)
    vesting = models.ForeignKey(Vesting, on_delete=models.PROTECT, related_name="volumes")

    def __str__(self) -> str:
        return f"{self.run_id}: {self.volume_entry_id}"


class VestedCut(models.Model):
    """How much of what a cap took from a member went off a vesting of its orders. Append-only.

    A cut has no order of its own: it lowers what vests first, so that never more vests than was
    earned in all.
    """

    vesting = models.ForeignKey(
        Vesting, on_delete=models.PROTECT, related_name="cuts", db_index=False
    )
    run = models.ForeignKey(Run, on_delete=models.PROTECT, related_name="+", db_index=False)
    member_id = models.BigIntegerField()
    amount_minor = models.BigIntegerField()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=models.Q(amount_minor__gt=0), name="vested_cut_is_positive"
            ),
        ]
        indexes = [models.Index(fields=["run", "member_id"], name="vested_cut_of_member")]

    def __str__(self) -> str:
        return f"{self.run_id}: {self.member_id}"


class VestedRest(models.Model):
    """What rests on no single order of a run has vested, once. Append-only."""

    run = models.OneToOneField(
        Run, on_delete=models.PROTECT, primary_key=True, related_name="vested_rest"
    )
    vesting = models.OneToOneField(Vesting, on_delete=models.PROTECT, related_name="rest")

    def __str__(self) -> str:
        return str(self.run_id)
