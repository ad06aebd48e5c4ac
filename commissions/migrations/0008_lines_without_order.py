"""Lines that rest on no single order, numbers that runs hand on, and the place in the tree."""

import django.db.models.deletion
from django.db import migrations, models

from core.db import AppendOnly

TABLES = """
ALTER TABLE commissions_earningline
    ALTER COLUMN volume_entry_id DROP NOT NULL,
    ADD COLUMN source_id bigint,
    ADD COLUMN facts jsonb,
    DROP CONSTRAINT earning_line_pays_or_corrects,
    ADD CONSTRAINT earning_line_pays_or_takes CHECK (
        amount_minor > 0
        OR (amount_minor < 0 AND (corrects_run_id IS NOT NULL OR volume_entry_id IS NULL))),
    ADD CONSTRAINT earning_line_explains_itself
        CHECK (volume_entry_id IS NULL OR (source_id IS NULL AND facts IS NULL));
ALTER TABLE commissions_runmember
    ADD COLUMN parent_id bigint,
    ADD COLUMN slot smallint NOT NULL DEFAULT 0 CHECK (slot >= 0);
CREATE TABLE commissions_runcarry (
    run_id bigint NOT NULL,
    member_id bigint NOT NULL,
    amount bigint NOT NULL CHECK (amount <> 0),
    rule_id varchar(40) NOT NULL,
    name varchar(40) NOT NULL,
    since varchar(8) NOT NULL,
    PRIMARY KEY (run_id, member_id, rule_id, name, since)
) PARTITION BY LIST (run_id);
CREATE TRIGGER commissions_runcarry_stay
    BEFORE INSERT OR UPDATE OR DELETE ON commissions_runcarry
    FOR EACH ROW EXECUTE FUNCTION commissions_run_rows_refuse();
"""

UNDO = """
DROP TABLE commissions_runcarry;
ALTER TABLE commissions_runmember DROP COLUMN parent_id, DROP COLUMN slot;
ALTER TABLE commissions_earningline
    DROP CONSTRAINT earning_line_explains_itself,
    DROP CONSTRAINT earning_line_pays_or_takes,
    DROP COLUMN source_id,
    DROP COLUMN facts,
    ALTER COLUMN volume_entry_id SET NOT NULL,
    ADD CONSTRAINT earning_line_pays_or_corrects
        CHECK (amount_minor > 0 OR (corrects_run_id IS NOT NULL AND amount_minor < 0));
"""

STATE = [
    migrations.AlterField(
        "earningline",
        "volume_entry",
        models.ForeignKey(
            db_constraint=False,
            db_index=False,
            null=True,
            on_delete=django.db.models.deletion.DO_NOTHING,
            to="commissions.volumeentry",
        ),
    ),
    migrations.AddField("earningline", "source_id", models.BigIntegerField(null=True)),
    migrations.AddField("earningline", "facts", models.JSONField(null=True)),
    migrations.AddField("runmember", "parent_id", models.BigIntegerField(null=True)),
    migrations.AddField("runmember", "slot", models.PositiveSmallIntegerField(default=0)),
    migrations.CreateModel(
        name="RunCarry",
        fields=[
            (
                "pk",
                models.CompositePrimaryKey(
                    "run_id",
                    "member_id",
                    "rule_id",
                    "name",
                    "since",
                    blank=True,
                    editable=False,
                    primary_key=True,
                    serialize=False,
                ),
            ),
            ("member_id", models.BigIntegerField()),
            ("amount", models.BigIntegerField()),
            ("rule_id", models.CharField(blank=True, max_length=40)),
            ("name", models.CharField(max_length=40)),
            ("since", models.CharField(max_length=8)),
            (
                "run",
                models.ForeignKey(
                    db_constraint=False,
                    db_index=False,
                    on_delete=django.db.models.deletion.DO_NOTHING,
                    to="commissions.run",
                ),
            ),
        ],
    ),
]


class Migration(migrations.Migration):
    dependencies = [("commissions", "0007_inquiries")]

    operations = [
        migrations.SeparateDatabaseAndState(
            database_operations=[migrations.RunSQL(TABLES, UNDO)], state_operations=STATE
        ),
        migrations.CreateModel(
            name="VestedRest",
            fields=[
                (
                    "run",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT,
                        primary_key=True,
                        related_name="vested_rest",
                        serialize=False,
                        to="commissions.run",
                    ),
                ),
                (
                    "vesting",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="rest",
                        to="commissions.vesting",
                    ),
                ),
            ],
        ),
        AppendOnly("commissions_vestedrest"),
    ]
