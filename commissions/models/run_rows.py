"""The rows of a run: its frozen picture and its lines, each table one partition per run.

They are written once by COPY into tables of the run's own (services/run_tables.py), which then
become partitions. From then on triggers refuse every change, so there are no foreign keys here:
a row was right when it came, and nothing moves after that.
"""

from __future__ import annotations

from django.db import models

from commissions.models.run import Run
from commissions.models.volume import VolumeEntry, VolumeReversal


class RunMember(models.Model):
    """What one member was in the period: sponsor and status as of its end, volumes, ranks.

    `paid_rank` opened the levels; `held_rank`, `missed` and `title` are what the next run of the
    plan begins with. `parent_id` and `slot` are its place in the placement tree, if it has one.
    """

    pk = models.CompositePrimaryKey("run_id", "member_id")
    run = models.ForeignKey(Run, on_delete=models.DO_NOTHING, db_constraint=False, db_index=False)
    member_id = models.BigIntegerField()
    sponsor_id = models.BigIntegerField(null=True)
    pv_minor = models.BigIntegerField()
    gv_minor = models.BigIntegerField()
    is_active = models.BooleanField()
    status = models.CharField(max_length=16)
    paid_rank = models.CharField(max_length=40, blank=True)
    earned_rank = models.CharField(max_length=40, blank=True)
    held_rank = models.CharField(max_length=40, blank=True)
    title = models.CharField(max_length=40, blank=True)
    missed = models.PositiveSmallIntegerField(default=0)
    parent_id = models.BigIntegerField(null=True)
    slot = models.PositiveSmallIntegerField(default=0)

    def __str__(self) -> str:
        return f"{self.run_id}: {self.member_id}"


class RunVolume(models.Model):
    """One volume entry that the run counted. A plan counts each entry in one published run."""

    pk = models.CompositePrimaryKey("run_id", "volume_entry_id")
    run = models.ForeignKey(Run, on_delete=models.DO_NOTHING, db_constraint=False, db_index=False)
    volume_entry = models.ForeignKey(
        VolumeEntry, on_delete=models.DO_NOTHING, db_constraint=False, db_index=False
    )

    def __str__(self) -> str:
        return f"{self.run_id}: {self.volume_entry_id}"


class RunReversal(models.Model):
    """One reversal that the run counted. A plan counts each reversal in one published run."""

    pk = models.CompositePrimaryKey("run_id", "reversal_id")
    run = models.ForeignKey(Run, on_delete=models.DO_NOTHING, db_constraint=False, db_index=False)
    reversal = models.ForeignKey(
        VolumeReversal, on_delete=models.DO_NOTHING, db_constraint=False, db_index=False
    )

    def __str__(self) -> str:
        return f"{self.run_id}: {self.reversal_id}"


class RunCarry(models.Model):
    """A number that the run hands on to the next one: a rule's, or the plan's own without a rule.

    `since` is the key of the period in which it came up.
    """

    pk = models.CompositePrimaryKey("run_id", "member_id", "rule_id", "name", "since")
    run = models.ForeignKey(Run, on_delete=models.DO_NOTHING, db_constraint=False, db_index=False)
    member_id = models.BigIntegerField()
    amount = models.BigIntegerField()
    rule_id = models.CharField(max_length=40, blank=True)
    name = models.CharField(max_length=40)
    since = models.CharField(max_length=8)

    def __str__(self) -> str:
        return f"{self.run_id}: {self.member_id} {self.name}"


class HandedOnAgain(models.Model):
    """What a member takes out of a closed period, where a run has settled that period again.

    It stands in place of all that the period's own run, and earlier corrections of it, handed on
    to the next period: ranks, and the numbers as a list of rule, name, since and amount.
    """

    pk = models.CompositePrimaryKey("of_run_id", "member_id", "run_id")
    run = models.ForeignKey(
        Run, on_delete=models.DO_NOTHING, db_constraint=False, db_index=False, related_name="+"
    )
    of_run = models.ForeignKey(
        Run, on_delete=models.DO_NOTHING, db_constraint=False, db_index=False, related_name="+"
    )
    member_id = models.BigIntegerField()
    held_rank = models.CharField(max_length=40, blank=True)
    missed = models.PositiveSmallIntegerField(default=0)
    title = models.CharField(max_length=40, blank=True)
    carried = models.JSONField()

    def __str__(self) -> str:
        return f"{self.run_id}: {self.of_run_id} {self.member_id}"


class EarningLine(models.Model):
    """One line: a member earns a rate of an order's base on a level, by a rule of the plan.

    A line that rests on no single order has no volume entry; `source_id` is the member it comes
    from, if it is one, and `facts` are the whole numbers by name that explain it. The path is not
    stored: it follows from the run's members and is walked again for `why`.

    A line that corrects a closed period names that period's run, and the line there unless the
    member had none. It says by how much base and amount differ from all that was booked before.
    """

    pk = models.CompositePrimaryKey("run_id", "line_no")
    run = models.ForeignKey(Run, on_delete=models.DO_NOTHING, db_constraint=False, db_index=False)
    member_id = models.BigIntegerField()
    volume_entry = models.ForeignKey(
        VolumeEntry, on_delete=models.DO_NOTHING, db_constraint=False, db_index=False, null=True
    )
    base_minor = models.BigIntegerField()
    amount_minor = models.BigIntegerField()
    line_no = models.IntegerField()
    rate_bp = models.IntegerField()
    level = models.SmallIntegerField()
    rule_id = models.CharField(max_length=40)
    corrects_run_id = models.BigIntegerField(null=True)
    corrects_line_no = models.IntegerField(null=True)
    source_id = models.BigIntegerField(null=True)
    facts = models.JSONField(null=True)

    def __str__(self) -> str:
        return f"{self.run_id}: {self.line_no}"
