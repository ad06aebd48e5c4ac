"""Keep why more lines are held, which file was approved, and which accounts money came back from."""

import django.db.models.deletion
from django.db import migrations, models
from django.db.models import Q

from core.db import AppendOnly

# A batch leaves "prepared" once, and its approval names the file; everything else stays.
MOVES = """
CREATE OR REPLACE FUNCTION finance_payoutbatch_refuse() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    movable text[] := ARRAY[{columns}];
BEGIN
    IF TG_OP = 'UPDATE' AND OLD.state = 'prepared'
       AND (to_jsonb(OLD) - movable) = (to_jsonb(NEW) - movable) THEN
        RETURN NEW;
    END IF;
    RAISE EXCEPTION 'finance_payoutbatch keeps its past: % refused', TG_OP
        USING ERRCODE = 'restrict_violation';
END $$;
"""
BEFORE = "'state', 'approved_by', 'approved_at'"
AFTER = f"{BEFORE}, 'approved_file_sha256'"
# Payouts that were approved before this column: their file cannot have changed since.
NAME_FILES = """
ALTER TABLE finance_payoutbatch DISABLE TRIGGER finance_payoutbatch_only_moves;
UPDATE finance_payoutbatch b SET approved_file_sha256 = f.sha256
FROM finance_payoutfile f WHERE f.batch_id = b.id AND b.state = 'approved';
ALTER TABLE finance_payoutbatch ENABLE TRIGGER finance_payoutbatch_only_moves;
"""
APPROVED = Q(state="approved", approved_at__isnull=False) & ~Q(approved_by="") & ~Q(
    approved_file_sha256=""
) | Q(state__in=["prepared", "discarded"], approved_at__isnull=True, approved_by="")


class Migration(migrations.Migration):
    dependencies = [
        ("finance", "0007_claims_stay"),
    ]

    operations = [
        migrations.AddField(
            model_name="payoutbatch",
            name="approved_file_sha256",
            field=models.CharField(blank=True, max_length=64),
        ),
        migrations.RunSQL(NAME_FILES, migrations.RunSQL.noop),
        migrations.RunSQL(MOVES.format(columns=AFTER), MOVES.format(columns=BEFORE)),
        migrations.RemoveConstraint("payoutbatch", "finance_batch_approved_by_someone"),
        migrations.AddConstraint(
            "payoutbatch",
            models.CheckConstraint(condition=APPROVED, name="finance_batch_approved_by_someone"),
        ),
        migrations.AddField(
            model_name="payoutline",
            name="is_first_to_account",
            field=models.BooleanField(db_default=False, default=False),
        ),
        migrations.AlterField(
            model_name="payoutline",
            name="held_reason",
            field=models.TextField(
                blank=True,
                choices=[
                    ("no_bank_account", "No bank account is known."),
                    ("bank_data_erased", "The bank data were erased at the payee's request."),
                    ("bank_data_cooling", "The bank data were changed a short time ago."),
                    ("transfer_returned", "The last transfer to this account came back."),
                    ("below_minimum", "The amount is below the minimum payout."),
                    ("owes_us", "The payee owes at least as much."),
                    ("on_hold", "Finance holds payouts to this payee."),
                    ("no_tax_status", "The tax status is not known."),
                    ("no_agreement", "The agreement to self-billing is missing."),
                ],
                verbose_name="held because",
            ),
        ),
        migrations.CreateModel(
            name="BankAccountFlag",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "reason_code",
                    models.CharField(blank=True, max_length=4, verbose_name="reason of the bank"),
                ),
                ("flagged_at", models.DateTimeField(verbose_name="flagged at")),
                (
                    "lifted_at",
                    models.DateTimeField(blank=True, null=True, verbose_name="lifted at"),
                ),
                ("lifted_by", models.TextField(blank=True, null=True, verbose_name="lifted by")),
                (
                    "bank_account",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="flags",
                        to="finance.bankaccount",
                    ),
                ),
            ],
            options={
                "verbose_name": "flag of a bank account",
                "verbose_name_plural": "flags of bank accounts",
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("lifted_at__isnull", True), ("lifted_by__isnull", True)),
                            models.Q(("lifted_at__isnull", False), ("lifted_by__isnull", False)),
                            _connector="OR",
                        ),
                        name="finance_flag_lifted_by_someone",
                    )
                ],
            },
        ),
        AppendOnly("finance_bankaccountflag", close_once=("lifted_at", "lifted_by")),
    ]
