"""Whom members stood below earlier in a run's period, and which ranks paid until which day."""

import django.db.models.deletion
from django.db import migrations, models

TABLES = """
CREATE TABLE commissions_runmove (
    run_id bigint NOT NULL,
    member_id bigint NOT NULL,
    day date NOT NULL,
    from_id bigint CHECK (from_id <> member_id),
    PRIMARY KEY (run_id, member_id, day)
) PARTITION BY LIST (run_id);
CREATE TABLE commissions_runrank (
    run_id bigint NOT NULL,
    member_id bigint NOT NULL,
    until date NOT NULL,
    rank varchar(40) NOT NULL,
    PRIMARY KEY (run_id, member_id, until)
) PARTITION BY LIST (run_id);
CREATE TRIGGER commissions_runmove_stay
    BEFORE INSERT OR UPDATE OR DELETE ON commissions_runmove
    FOR EACH ROW EXECUTE FUNCTION commissions_run_rows_refuse();
CREATE TRIGGER commissions_runrank_stay
    BEFORE INSERT OR UPDATE OR DELETE ON commissions_runrank
    FOR EACH ROW EXECUTE FUNCTION commissions_run_rows_refuse();
"""
UNDO = "DROP TABLE commissions_runmove, commissions_runrank;"
RUN = models.ForeignKey(
    db_constraint=False,
    db_index=False,
    on_delete=django.db.models.deletion.DO_NOTHING,
    to="commissions.run",
)


def key(*names: str) -> models.CompositePrimaryKey:
    """Return the primary key of a run's rows."""
    return models.CompositePrimaryKey(
        *names, blank=True, editable=False, primary_key=True, serialize=False
    )


class Migration(migrations.Migration):
    dependencies = [("commissions", "0023_kept_comparisons")]

    operations = [
        migrations.SeparateDatabaseAndState(
            database_operations=[migrations.RunSQL(TABLES, UNDO)],
            state_operations=[
                migrations.CreateModel(
                    name="RunMove",
                    fields=[
                        ("pk", key("run_id", "member_id", "day")),
                        ("member_id", models.BigIntegerField()),
                        ("day", models.DateField()),
                        ("from_id", models.BigIntegerField(null=True)),
                        ("run", RUN),
                    ],
                ),
                migrations.CreateModel(
                    name="RunRank",
                    fields=[
                        ("pk", key("run_id", "member_id", "until")),
                        ("member_id", models.BigIntegerField()),
                        ("until", models.DateField()),
                        ("rank", models.CharField(blank=True, max_length=40)),
                        ("run", RUN),
                    ],
                ),
            ],
        ),
    ]
