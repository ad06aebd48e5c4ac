"""Keep what the bank's statements told, and how far each transfer got."""

import django.db.models.deletion
from django.db import migrations, models

from core.db import AppendOnly

# An entry leaves "waiting" once; what the bank said stays as it was said.
DECIDES = """
CREATE FUNCTION finance_bankentry_refuse() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    movable text[] := ARRAY['state', 'reason', 'subject', 'decided_by', 'decided_at'];
BEGIN
    IF TG_OP = 'UPDATE' AND OLD.state = 'waiting'
       AND (to_jsonb(OLD) - movable) = (to_jsonb(NEW) - movable) THEN
        RETURN NEW;
    END IF;
    RAISE EXCEPTION 'finance_bankentry keeps its past: % refused', TG_OP
        USING ERRCODE = 'restrict_violation';
END $$;
CREATE TRIGGER finance_bankentry_only_moves BEFORE UPDATE OR DELETE ON finance_bankentry
    FOR EACH ROW EXECUTE FUNCTION finance_bankentry_refuse();
CREATE TRIGGER finance_bankentry_no_truncate BEFORE TRUNCATE ON finance_bankentry
    FOR EACH STATEMENT EXECUTE FUNCTION finance_bankentry_refuse();
"""


class Migration(migrations.Migration):
    dependencies = [
        ("finance", "0008_payout_reasons"),
    ]

    operations = [
        migrations.CreateModel(
            name="BankFile",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("sha256", models.CharField(max_length=64, unique=True)),
                ("imported_by", models.TextField(verbose_name="imported by")),
                ("imported_at", models.DateTimeField(verbose_name="imported at")),
                ("first_day", models.DateField(null=True, verbose_name="first day")),
                ("last_day", models.DateField(null=True, verbose_name="last day")),
                ("entry_count", models.IntegerField(verbose_name="entries")),
                ("new_count", models.IntegerField(verbose_name="new entries")),
                ("pending_count", models.IntegerField(verbose_name="announced entries")),
            ],
            options={
                "verbose_name": "bank statement",
                "verbose_name_plural": "bank statements",
            },
        ),
        migrations.CreateModel(
            name="BankEntry",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("key", models.CharField(max_length=64, unique=True)),
                ("booked_on", models.DateField(verbose_name="booked on")),
                ("amount_minor", models.BigIntegerField()),
                ("currency", models.CharField(max_length=3)),
                ("is_credit", models.BooleanField(verbose_name="came in")),
                (
                    "end_to_end_id",
                    models.CharField(blank=True, max_length=35, verbose_name="end-to-end id"),
                ),
                ("message_id", models.CharField(blank=True, max_length=35)),
                (
                    "return_code",
                    models.CharField(blank=True, max_length=4, verbose_name="reason of the bank"),
                ),
                ("charges_minor", models.BigIntegerField(default=0)),
                (
                    "bank_reference",
                    models.CharField(
                        blank=True, max_length=80, verbose_name="reference of the bank"
                    ),
                ),
                ("person_id", models.UUIDField(null=True)),
                ("details_sealed", models.BinaryField(null=True)),
                ("iban_digest", models.CharField(blank=True, max_length=64)),
                (
                    "state",
                    models.TextField(
                        choices=[
                            ("waiting", "to decide"),
                            ("settled", "payout settled"),
                            ("returned", "payout returned"),
                            ("repayment", "repayment of a partner"),
                            ("order", "payment of an order"),
                            ("set_aside", "put aside"),
                        ],
                        verbose_name="state",
                    ),
                ),
                ("reason", models.TextField(blank=True, verbose_name="reason")),
                ("subject", models.TextField(blank=True, verbose_name="for")),
                ("decided_by", models.TextField(blank=True, verbose_name="decided by")),
                ("decided_at", models.DateTimeField(null=True, verbose_name="decided at")),
                (
                    "file",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="entries",
                        to="finance.bankfile",
                    ),
                ),
            ],
            options={
                "verbose_name": "bank entry",
                "verbose_name_plural": "bank entries",
            },
        ),
        migrations.CreateModel(
            name="TransferStep",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "kind",
                    models.TextField(
                        choices=[("settled", "left the account"), ("returned", "came back")],
                        verbose_name="step",
                    ),
                ),
                ("on_day", models.DateField(verbose_name="day")),
                (
                    "reason_code",
                    models.CharField(blank=True, max_length=4, verbose_name="reason of the bank"),
                ),
                (
                    "entry",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="steps",
                        to="finance.bankentry",
                    ),
                ),
                (
                    "line",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="steps",
                        to="finance.payoutline",
                    ),
                ),
            ],
            options={
                "verbose_name": "step of a transfer",
                "verbose_name_plural": "steps of transfers",
            },
        ),
        migrations.AddIndex(
            model_name="bankentry",
            index=models.Index(
                condition=models.Q(("state", "waiting")),
                fields=["-booked_on", "-id"],
                name="finance_entry_waiting",
            ),
        ),
        migrations.AddConstraint(
            model_name="bankentry",
            constraint=models.CheckConstraint(
                condition=models.Q(("amount_minor__gt", 0)), name="finance_entry_above_zero"
            ),
        ),
        migrations.AddConstraint(
            model_name="bankentry",
            constraint=models.CheckConstraint(
                condition=models.Q(("charges_minor__gte", 0)),
                name="finance_entry_charges_not_below_zero",
            ),
        ),
        migrations.AddConstraint(
            model_name="bankentry",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(
                        ("decided_at__isnull", True), ("decided_by", ""), ("state", "waiting")
                    ),
                    models.Q(
                        models.Q(("state", "waiting"), _negated=True),
                        ("decided_at__isnull", False),
                        models.Q(("decided_by", ""), _negated=True),
                    ),
                    _connector="OR",
                ),
                name="finance_entry_decided_by_someone",
            ),
        ),
        migrations.AddConstraint(
            model_name="bankentry",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("state__in", ["waiting", "set_aside"]), _negated=True),
                    models.Q(("reason", ""), _negated=True),
                    _connector="OR",
                ),
                name="finance_entry_waits_for_a_reason",
            ),
        ),
        migrations.AddConstraint(
            model_name="transferstep",
            constraint=models.UniqueConstraint(fields=("line", "kind"), name="finance_step_once"),
        ),
        AppendOnly("finance_bankfile"),
        AppendOnly("finance_transferstep"),
        migrations.RunSQL(DECIDES, "DROP FUNCTION finance_bankentry_refuse() CASCADE;"),
    ]
