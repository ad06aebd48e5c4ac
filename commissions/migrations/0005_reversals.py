"""What is taken back: reversals of volume, the runs that count them, and lines that correct."""

import django.db.models.deletion
from django.db import migrations, models
from django.db.models import F, Q

from core.db import AppendOnly

TABLES = """
CREATE TABLE commissions_runreversal (
    run_id bigint NOT NULL,
    reversal_id bigint NOT NULL,
    PRIMARY KEY (run_id, reversal_id)
) PARTITION BY LIST (run_id);
CREATE TRIGGER commissions_runreversal_stay
    BEFORE INSERT OR UPDATE OR DELETE ON commissions_runreversal
    FOR EACH ROW EXECUTE FUNCTION commissions_run_rows_refuse();
ALTER TABLE commissions_earningline
    ADD COLUMN corrects_run_id bigint,
    ADD COLUMN corrects_line_no integer,
    DROP CONSTRAINT commissions_earningline_amount_minor_check,
    ADD CONSTRAINT earning_line_pays_or_corrects
        CHECK (amount_minor > 0 OR (corrects_run_id IS NOT NULL AND amount_minor < 0)),
    ADD CONSTRAINT earning_line_corrects_a_run
        CHECK (corrects_line_no IS NULL OR corrects_run_id IS NOT NULL);
CREATE INDEX commissions_earningline_corrects ON commissions_earningline (corrects_run_id)
    WHERE corrects_run_id IS NOT NULL;
"""

UNDO = """
DROP TABLE commissions_runreversal;
ALTER TABLE commissions_earningline
    DROP CONSTRAINT earning_line_pays_or_corrects,
    DROP CONSTRAINT earning_line_corrects_a_run,
    DROP COLUMN corrects_run_id,
    DROP COLUMN corrects_line_no,
    ADD CONSTRAINT commissions_earningline_amount_minor_check CHECK (amount_minor > 0);
"""


def _takes_away(name: str) -> models.CheckConstraint:
    return models.CheckConstraint(
        condition=Q(pv_minor__lte=0, cv_minor__lte=0, net_minor__lte=0), name=name
    )


def _of_run(to: str) -> models.ForeignKey:
    return models.ForeignKey(
        db_constraint=False,
        db_index=False,
        on_delete=django.db.models.deletion.DO_NOTHING,
        to=to,
    )


def _protected(to: str, related_name: str, *, is_indexed: bool) -> models.ForeignKey:
    return models.ForeignKey(
        on_delete=django.db.models.deletion.PROTECT,
        related_name=related_name,
        db_index=is_indexed,
        to=to,
    )


def _key() -> models.BigAutoField:
    return models.BigAutoField(
        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
    )


class Migration(migrations.Migration):
    dependencies = [("commissions", "0004_live_figures")]

    operations = [
        migrations.CreateModel(
            name="VolumeReversal",
            fields=[
                ("id", _key()),
                ("reversal_id", models.BigIntegerField(unique=True)),
                ("number", models.PositiveSmallIntegerField()),
                ("reason", models.CharField(max_length=12)),
                ("attributable_to_company", models.BooleanField()),
                ("pv_minor", models.BigIntegerField()),
                ("cv_minor", models.BigIntegerField()),
                ("net_minor", models.BigIntegerField()),
                ("reversed_on", models.DateField()),
                ("recorded_at", models.DateTimeField()),
                ("entry", _protected("commissions.volumeentry", "reversals", is_indexed=False)),
            ],
            options={
                "indexes": [models.Index(fields=["reversed_on"], name="volume_reversed_on")],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("entry", "number"), name="volume_reversal_numbered"
                    ),
                    _takes_away("volume_reversal_takes_away"),
                ],
            },
        ),
        migrations.CreateModel(
            name="VolumeReversalLine",
            fields=[
                ("id", _key()),
                ("quantity", models.PositiveIntegerField()),
                ("pv_minor", models.BigIntegerField()),
                ("cv_minor", models.BigIntegerField()),
                ("net_minor", models.BigIntegerField()),
                ("line", _protected("commissions.volumeline", "reversals", is_indexed=True)),
                ("reversal", _protected("commissions.volumereversal", "lines", is_indexed=False)),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(
                        fields=("reversal", "line"), name="volume_reversal_line_once"
                    ),
                    _takes_away("volume_reversal_line_takes_away"),
                ],
            },
        ),
        AppendOnly("commissions_volumereversal"),
        AppendOnly("commissions_volumereversalline"),
        migrations.SeparateDatabaseAndState(
            database_operations=[migrations.RunSQL(TABLES, UNDO)],
            state_operations=[
                migrations.CreateModel(
                    name="RunReversal",
                    fields=[
                        (
                            "pk",
                            models.CompositePrimaryKey(
                                "run_id",
                                "reversal_id",
                                blank=True,
                                editable=False,
                                primary_key=True,
                                serialize=False,
                            ),
                        ),
                        ("run", _of_run("commissions.run")),
                        ("reversal", _of_run("commissions.volumereversal")),
                    ],
                ),
                migrations.AddField(
                    "earningline", "corrects_run_id", models.BigIntegerField(null=True)
                ),
                migrations.AddField(
                    "earningline", "corrects_line_no", models.IntegerField(null=True)
                ),
            ],
        ),
        migrations.AddField(
            "volumeentry",
            "payment_method",
            models.CharField(blank=True, db_default="", max_length=20),
        ),
        migrations.AddField("run", "reversal_count", models.PositiveIntegerField(db_default=0)),
        migrations.AddField("run", "correction_count", models.PositiveIntegerField(db_default=0)),
        migrations.AddField("run", "corrected_minor", models.BigIntegerField(db_default=0)),
        migrations.RemoveConstraint("run", "run_pays_what_is_possible"),
        migrations.AddConstraint(
            "run",
            models.CheckConstraint(
                condition=Q(earned_minor__gte=F("corrected_minor"))
                & Q(possible_minor__gte=F("earned_minor") - F("corrected_minor")),
                name="run_pays_what_is_possible",
            ),
        ),
    ]
