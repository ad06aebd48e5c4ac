"""What members take out of a closed period, where a later run has settled that period again."""

import django.db.models.deletion
from django.db import migrations, models

TABLE = """
CREATE TABLE commissions_handedonagain (
    run_id bigint NOT NULL,
    of_run_id bigint NOT NULL CHECK (of_run_id <> run_id),
    member_id bigint NOT NULL,
    held_rank varchar(40) NOT NULL,
    missed smallint NOT NULL CHECK (missed >= 0),
    title varchar(40) NOT NULL,
    carried jsonb NOT NULL CHECK (jsonb_typeof(carried) = 'array'),
    PRIMARY KEY (of_run_id, member_id, run_id)
) PARTITION BY LIST (run_id);
CREATE TRIGGER commissions_handedonagain_stay
    BEFORE INSERT OR UPDATE OR DELETE ON commissions_handedonagain
    FOR EACH ROW EXECUTE FUNCTION commissions_run_rows_refuse();
"""


STATE = [
    migrations.CreateModel(
        name="HandedOnAgain",
        fields=[
            (
                "pk",
                models.CompositePrimaryKey(
                    "of_run_id",
                    "member_id",
                    "run_id",
                    blank=True,
                    editable=False,
                    primary_key=True,
                    serialize=False,
                ),
            ),
            (
                "run",
                models.ForeignKey(
                    db_constraint=False,
                    db_index=False,
                    on_delete=django.db.models.deletion.DO_NOTHING,
                    related_name="+",
                    to="commissions.run",
                ),
            ),
            (
                "of_run",
                models.ForeignKey(
                    db_constraint=False,
                    db_index=False,
                    on_delete=django.db.models.deletion.DO_NOTHING,
                    related_name="+",
                    to="commissions.run",
                ),
            ),
            ("member_id", models.BigIntegerField()),
            ("held_rank", models.CharField(blank=True, max_length=40)),
            ("missed", models.PositiveSmallIntegerField(default=0)),
            ("title", models.CharField(blank=True, max_length=40)),
            ("carried", models.JSONField()),
        ],
    )
]


class Migration(migrations.Migration):
    dependencies = [("commissions", "0021_rates_of_runs")]

    operations = [
        migrations.SeparateDatabaseAndState(
            database_operations=[migrations.RunSQL(TABLE, "DROP TABLE commissions_handedonagain")],
            state_operations=STATE,
        )
    ]
