"""Ranks that are earned, held and paid, titles, and the run whose ranks a run goes on from."""

import django.db.models.deletion
from django.db import migrations, models

# Until now a period's rank was earned, held and paid in one, and the title besides.
MEMBERS = """
ALTER TABLE commissions_runmember RENAME COLUMN rank TO paid_rank;
ALTER TABLE commissions_runmember
    ADD COLUMN earned_rank varchar(40) NOT NULL DEFAULT '',
    ADD COLUMN held_rank varchar(40) NOT NULL DEFAULT '',
    ADD COLUMN title varchar(40) NOT NULL DEFAULT '',
    ADD COLUMN missed smallint NOT NULL DEFAULT 0 CHECK (missed >= 0);
ALTER TABLE commissions_runmember DISABLE TRIGGER commissions_runmember_stay;
UPDATE commissions_runmember
    SET earned_rank = paid_rank, held_rank = paid_rank, title = paid_rank WHERE paid_rank <> '';
ALTER TABLE commissions_runmember ENABLE TRIGGER commissions_runmember_stay;
"""

UNDO = """
ALTER TABLE commissions_runmember
    DROP COLUMN earned_rank, DROP COLUMN held_rank, DROP COLUMN title, DROP COLUMN missed;
ALTER TABLE commissions_runmember RENAME COLUMN paid_rank TO rank;
"""

RANK = models.CharField(blank=True, max_length=40)


class Migration(migrations.Migration):
    dependencies = [("commissions", "0005_reversals")]

    operations = [
        migrations.SeparateDatabaseAndState(
            database_operations=[migrations.RunSQL(MEMBERS, UNDO)],
            state_operations=[
                migrations.RenameField("runmember", "rank", "paid_rank"),
                migrations.AddField("runmember", "earned_rank", RANK),
                migrations.AddField("runmember", "held_rank", RANK),
                migrations.AddField("runmember", "title", RANK),
                migrations.AddField(
                    "runmember", "missed", models.PositiveSmallIntegerField(default=0)
                ),
            ],
        ),
        migrations.AddField(
            model_name="run",
            name="follows",
            field=models.ForeignKey(
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="commissions.run",
            ),
        ),
    ]
