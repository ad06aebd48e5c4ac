"""The rows of runs: tables with one partition per run, which only ever come whole."""

import django.db.models.deletion
from django.db import migrations, models

TABLES = """
CREATE TABLE commissions_runmember (
    run_id bigint NOT NULL,
    member_id bigint NOT NULL,
    sponsor_id bigint,
    pv_minor bigint NOT NULL,
    gv_minor bigint NOT NULL,
    is_active boolean NOT NULL,
    status varchar(16) NOT NULL,
    rank varchar(40) NOT NULL,
    PRIMARY KEY (run_id, member_id)
) PARTITION BY LIST (run_id);
CREATE TABLE commissions_runvolume (
    run_id bigint NOT NULL,
    volume_entry_id bigint NOT NULL,
    PRIMARY KEY (run_id, volume_entry_id)
) PARTITION BY LIST (run_id);
CREATE TABLE commissions_earningline (
    run_id bigint NOT NULL,
    member_id bigint NOT NULL,
    volume_entry_id bigint NOT NULL,
    base_minor bigint NOT NULL,
    amount_minor bigint NOT NULL CHECK (amount_minor > 0),
    line_no integer NOT NULL,
    rate_bp integer NOT NULL,
    level smallint NOT NULL,
    rule_id varchar(40) NOT NULL,
    PRIMARY KEY (run_id, line_no)
) PARTITION BY LIST (run_id);
CREATE INDEX commissions_earningline_member ON commissions_earningline (member_id, line_no);
CREATE INDEX commissions_earningline_volume ON commissions_earningline
    USING brin (volume_entry_id);
CREATE FUNCTION commissions_run_rows_refuse() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION 'the rows of a run never change: % on % refused', TG_OP, TG_TABLE_NAME
        USING ERRCODE = 'restrict_violation';
END $$;
CREATE TRIGGER commissions_runmember_stay
    BEFORE INSERT OR UPDATE OR DELETE ON commissions_runmember
    FOR EACH ROW EXECUTE FUNCTION commissions_run_rows_refuse();
CREATE TRIGGER commissions_runvolume_stay
    BEFORE INSERT OR UPDATE OR DELETE ON commissions_runvolume
    FOR EACH ROW EXECUTE FUNCTION commissions_run_rows_refuse();
CREATE TRIGGER commissions_earningline_stay
    BEFORE INSERT OR UPDATE OR DELETE ON commissions_earningline
    FOR EACH ROW EXECUTE FUNCTION commissions_run_rows_refuse();
"""

UNDO = """
DROP TABLE commissions_earningline, commissions_runvolume, commissions_runmember;
DROP FUNCTION commissions_run_rows_refuse();
"""


class Migration(migrations.Migration):
    dependencies = [("commissions", "0001_initial")]

    operations = [
        migrations.SeparateDatabaseAndState(
            database_operations=[migrations.RunSQL(TABLES, UNDO)],
            state_operations=[
                migrations.CreateModel(
                    name="RunMember",
                    fields=[
                        (
                            "pk",
                            models.CompositePrimaryKey(
                                "run_id",
                                "member_id",
                                blank=True,
                                editable=False,
                                primary_key=True,
                                serialize=False,
                            ),
                        ),
                        ("member_id", models.BigIntegerField()),
                        ("sponsor_id", models.BigIntegerField(null=True)),
                        ("pv_minor", models.BigIntegerField()),
                        ("gv_minor", models.BigIntegerField()),
                        ("is_active", models.BooleanField()),
                        ("status", models.CharField(max_length=16)),
                        ("rank", models.CharField(blank=True, max_length=40)),
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
                migrations.CreateModel(
                    name="RunVolume",
                    fields=[
                        (
                            "pk",
                            models.CompositePrimaryKey(
                                "run_id",
                                "volume_entry_id",
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
                                to="commissions.run",
                            ),
                        ),
                        (
                            "volume_entry",
                            models.ForeignKey(
                                db_constraint=False,
                                db_index=False,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                to="commissions.volumeentry",
                            ),
                        ),
                    ],
                ),
                migrations.CreateModel(
                    name="EarningLine",
                    fields=[
                        (
                            "pk",
                            models.CompositePrimaryKey(
                                "run_id",
                                "line_no",
                                blank=True,
                                editable=False,
                                primary_key=True,
                                serialize=False,
                            ),
                        ),
                        ("member_id", models.BigIntegerField()),
                        ("base_minor", models.BigIntegerField()),
                        ("amount_minor", models.BigIntegerField()),
                        ("line_no", models.IntegerField()),
                        ("rate_bp", models.IntegerField()),
                        ("level", models.SmallIntegerField()),
                        ("rule_id", models.CharField(max_length=40)),
                        (
                            "run",
                            models.ForeignKey(
                                db_constraint=False,
                                db_index=False,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                to="commissions.run",
                            ),
                        ),
                        (
                            "volume_entry",
                            models.ForeignKey(
                                db_constraint=False,
                                db_index=False,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                to="commissions.volumeentry",
                            ),
                        ),
                    ],
                ),
            ],
        )
    ]
