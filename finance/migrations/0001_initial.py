import django.contrib.postgres.constraints
import django.contrib.postgres.fields.ranges
import django.db.models.deletion
from django.contrib.postgres.operations import BtreeGistExtension
from django.db import migrations, models

import finance.models.bank_account


class Migration(migrations.Migration):
    initial = True

    dependencies = []

    operations = [
        BtreeGistExtension(),
        migrations.CreateModel(
            name="PayoutBatch",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "state",
                    models.TextField(
                        choices=[
                            ("prepared", "prepared"),
                            ("approved", "approved"),
                            ("discarded", "discarded"),
                        ],
                        default="prepared",
                        verbose_name="state",
                    ),
                ),
                ("currency", models.CharField(max_length=3, verbose_name="currency")),
                ("pay_on", models.DateField(verbose_name="pay on")),
                (
                    "message_id",
                    models.CharField(max_length=35, unique=True, verbose_name="message id"),
                ),
                ("payment_count", models.IntegerField(verbose_name="payments")),
                ("total_minor", models.BigIntegerField()),
                ("prepared_by", models.TextField(verbose_name="prepared by")),
                ("prepared_at", models.DateTimeField(verbose_name="prepared at")),
                ("approved_by", models.TextField(blank=True, verbose_name="approved by")),
                (
                    "approved_at",
                    models.DateTimeField(blank=True, null=True, verbose_name="approved at"),
                ),
            ],
            options={
                "verbose_name": "payout",
                "verbose_name_plural": "payouts",
            },
        ),
        migrations.CreateModel(
            name="PayoutBatchChange",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "was",
                    models.TextField(
                        choices=[
                            ("prepared", "prepared"),
                            ("approved", "approved"),
                            ("discarded", "discarded"),
                        ],
                        verbose_name="state before",
                    ),
                ),
                (
                    "became",
                    models.TextField(
                        choices=[
                            ("prepared", "prepared"),
                            ("approved", "approved"),
                            ("discarded", "discarded"),
                        ],
                        verbose_name="state after",
                    ),
                ),
                ("by", models.TextField(verbose_name="decided by")),
                ("at", models.DateTimeField(verbose_name="decided at")),
                ("reason", models.TextField(blank=True, verbose_name="reason")),
            ],
            options={
                "verbose_name": "move of a payout",
                "verbose_name_plural": "moves of payouts",
            },
        ),
        migrations.CreateModel(
            name="PayoutLine",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("line_no", models.IntegerField(verbose_name="line number")),
                ("payee", models.TextField(verbose_name="payee")),
                ("amount_minor", models.BigIntegerField()),
                ("currency", models.CharField(max_length=3)),
                (
                    "state",
                    models.TextField(
                        choices=[
                            ("open", "open"),
                            ("held", "held"),
                            ("paid", "paid"),
                            ("dropped", "dropped"),
                        ],
                        verbose_name="state",
                    ),
                ),
                (
                    "held_reason",
                    models.TextField(
                        blank=True,
                        choices=[
                            ("no_bank_account", "No bank account is known."),
                            (
                                "bank_data_erased",
                                "The bank data were erased at the payee's request.",
                            ),
                        ],
                        verbose_name="held because",
                    ),
                ),
                (
                    "end_to_end_id",
                    models.CharField(
                        max_length=35, null=True, unique=True, verbose_name="end-to-end id"
                    ),
                ),
            ],
            options={
                "verbose_name": "payout line",
                "verbose_name_plural": "payout lines",
            },
        ),
        migrations.CreateModel(
            name="Statement",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("payee", models.TextField(verbose_name="payee")),
                ("run_ref", models.TextField(verbose_name="run")),
                ("period_key", models.TextField(verbose_name="period")),
                ("plan_label", models.TextField(verbose_name="plan")),
                ("earned_minor", models.BigIntegerField()),
                ("currency", models.CharField(max_length=3, verbose_name="currency")),
                ("issued_at", models.DateTimeField(verbose_name="issued at")),
            ],
            options={
                "verbose_name": "statement",
                "verbose_name_plural": "statements",
            },
        ),
        migrations.CreateModel(
            name="BankAccount",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("payee", models.TextField(verbose_name="payee")),
                ("person_id", models.UUIDField()),
                ("iban_sealed", models.BinaryField()),
                ("holder_sealed", models.BinaryField()),
                ("iban_digest", models.CharField(max_length=64)),
                ("iban_country", models.CharField(max_length=2)),
                ("iban_last4", models.CharField(max_length=4)),
                ("valid_from", models.DateTimeField(verbose_name="valid from")),
                (
                    "valid_until",
                    models.DateTimeField(blank=True, null=True, verbose_name="valid until"),
                ),
                ("set_by", models.TextField(verbose_name="set by")),
            ],
            options={
                "verbose_name": "bank account",
                "verbose_name_plural": "bank accounts",
                "indexes": [models.Index(fields=["iban_digest"], name="finance_bank_digest")],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            ("payee__regex", "^(member|customer|supplier):[1-9][0-9]{0,17}$")
                        ),
                        name="finance_bank_payee_grammar",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("valid_until__isnull", True),
                            ("valid_until__gt", models.F("valid_from")),
                            _connector="OR",
                        ),
                        name="finance_bank_ends_after_start",
                    ),
                    django.contrib.postgres.constraints.ExclusionConstraint(
                        expressions=[
                            ("payee", "="),
                            (
                                finance.models.bank_account.Validity(
                                    "valid_from",
                                    "valid_until",
                                    django.contrib.postgres.fields.ranges.RangeBoundary(),
                                ),
                                "&&",
                            ),
                        ],
                        name="finance_bank_one_at_a_time",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="LedgerTransaction",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("idempotency_key", models.TextField(unique=True, verbose_name="booking key")),
                ("request_hash", models.CharField(max_length=64)),
                ("kind", models.TextField(verbose_name="kind")),
                ("effective_on", models.DateField(verbose_name="effective on")),
                ("booked_at", models.DateTimeField(verbose_name="booked at")),
                ("reference", models.TextField(verbose_name="reference")),
                ("reason", models.TextField(blank=True, verbose_name="reason")),
                ("posting_count", models.IntegerField()),
                (
                    "reverses",
                    models.OneToOneField(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="reversed_by",
                        to="finance.ledgertransaction",
                        verbose_name="reverses",
                    ),
                ),
            ],
            options={
                "verbose_name": "ledger transaction",
                "verbose_name_plural": "ledger transactions",
            },
        ),
        migrations.CreateModel(
            name="LedgerSeal",
            fields=[
                (
                    "position",
                    models.BigIntegerField(
                        primary_key=True, serialize=False, verbose_name="position"
                    ),
                ),
                ("content_sha256", models.CharField(max_length=64)),
                ("chain_sha256", models.CharField(max_length=64, verbose_name="chained hash")),
                ("sealed_at", models.DateTimeField(verbose_name="sealed at")),
                (
                    "transaction",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="seal",
                        to="finance.ledgertransaction",
                    ),
                ),
            ],
            options={
                "verbose_name": "ledger seal",
                "verbose_name_plural": "ledger seals",
            },
        ),
        migrations.CreateModel(
            name="LedgerPosting",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("source", models.TextField(verbose_name="from account")),
                ("destination", models.TextField(verbose_name="to account")),
                ("amount_minor", models.BigIntegerField()),
                ("currency", models.CharField(max_length=3, verbose_name="currency")),
                (
                    "transaction",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="postings",
                        to="finance.ledgertransaction",
                    ),
                ),
            ],
            options={
                "verbose_name": "ledger posting",
                "verbose_name_plural": "ledger postings",
            },
        ),
        migrations.CreateModel(
            name="PayoutFile",
            fields=[
                (
                    "batch",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT,
                        primary_key=True,
                        related_name="file",
                        serialize=False,
                        to="finance.payoutbatch",
                    ),
                ),
                ("key_id", models.UUIDField()),
                ("content_sealed", models.BinaryField()),
                ("sha256", models.CharField(max_length=64)),
            ],
            options={
                "verbose_name": "bank file",
                "verbose_name_plural": "bank files",
            },
        ),
        migrations.AddConstraint(
            model_name="payoutbatch",
            constraint=models.CheckConstraint(
                condition=models.Q(("payment_count__gt", 0), ("total_minor__gt", 0)),
                name="finance_batch_pays",
            ),
        ),
        migrations.AddConstraint(
            model_name="payoutbatch",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("prepared_by", ""), _negated=True),
                    models.Q(("approved_by", models.F("prepared_by")), _negated=True),
                ),
                name="finance_batch_second_person",
            ),
        ),
        migrations.AddConstraint(
            model_name="payoutbatch",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(
                        ("approved_at__isnull", False),
                        ("state", "approved"),
                        models.Q(("approved_by", ""), _negated=True),
                    ),
                    models.Q(
                        ("approved_at__isnull", True),
                        ("approved_by", ""),
                        ("state__in", ["prepared", "discarded"]),
                    ),
                    _connector="OR",
                ),
                name="finance_batch_approved_by_someone",
            ),
        ),
        migrations.AddField(
            model_name="payoutbatchchange",
            name="batch",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT,
                related_name="changes",
                to="finance.payoutbatch",
            ),
        ),
        migrations.AddField(
            model_name="payoutline",
            name="bank_account",
            field=models.ForeignKey(
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="finance.bankaccount",
            ),
        ),
        migrations.AddField(
            model_name="payoutline",
            name="batch",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT,
                related_name="lines",
                to="finance.payoutbatch",
            ),
        ),
        migrations.AddIndex(
            model_name="statement",
            index=models.Index(fields=["payee", "-id"], name="finance_statement_payee"),
        ),
        migrations.AddConstraint(
            model_name="statement",
            constraint=models.UniqueConstraint(
                fields=("run_ref", "payee"), name="finance_statement_once_per_run"
            ),
        ),
        migrations.AddConstraint(
            model_name="statement",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("payee__regex", "^(member|customer|supplier):[1-9][0-9]{0,17}$")
                ),
                name="finance_statement_payee_grammar",
            ),
        ),
        migrations.AddIndex(
            model_name="ledgertransaction",
            index=models.Index(fields=["reference", "id"], name="finance_tx_reference"),
        ),
        migrations.AddIndex(
            model_name="ledgertransaction",
            index=models.Index(fields=["kind", "effective_on"], name="finance_tx_kind_day"),
        ),
        migrations.AddConstraint(
            model_name="ledgertransaction",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("idempotency_key__regex", "^[A-Za-z0-9][A-Za-z0-9:._/-]{0,199}$")
                ),
                name="finance_tx_key_grammar",
            ),
        ),
        migrations.AddConstraint(
            model_name="ledgertransaction",
            constraint=models.CheckConstraint(
                condition=models.Q(("reference__regex", "^[A-Za-z0-9][A-Za-z0-9:._/-]{0,199}$")),
                name="finance_tx_reference_grammar",
            ),
        ),
        migrations.AddConstraint(
            model_name="ledgertransaction",
            constraint=models.CheckConstraint(
                condition=models.Q(("kind__regex", "^[a-z][a-z_]*(\\.[a-z][a-z_]*)*$")),
                name="finance_tx_kind_grammar",
            ),
        ),
        migrations.AddConstraint(
            model_name="ledgertransaction",
            constraint=models.CheckConstraint(
                condition=models.Q(("posting_count__gt", 0)), name="finance_tx_has_postings"
            ),
        ),
        migrations.AddConstraint(
            model_name="ledgertransaction",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("reason", ""), ("reverses__isnull", True)),
                    models.Q(
                        ("reason__regex", "^[a-z][a-z_]*(\\.[a-z][a-z_]*)*$"),
                        ("reverses__isnull", False),
                    ),
                    _connector="OR",
                ),
                name="finance_tx_undo_has_reason",
            ),
        ),
        migrations.AddIndex(
            model_name="ledgerposting",
            index=models.Index(
                fields=["source", "currency"],
                include=("amount_minor",),
                name="finance_posting_source",
            ),
        ),
        migrations.AddIndex(
            model_name="ledgerposting",
            index=models.Index(
                fields=["destination", "currency"],
                include=("amount_minor",),
                name="finance_posting_destination",
            ),
        ),
        migrations.AddConstraint(
            model_name="ledgerposting",
            constraint=models.CheckConstraint(
                condition=models.Q(("amount_minor__gt", 0)), name="finance_posting_above_zero"
            ),
        ),
        migrations.AddConstraint(
            model_name="ledgerposting",
            constraint=models.CheckConstraint(
                condition=models.Q(("source", models.F("destination")), _negated=True),
                name="finance_posting_moves",
            ),
        ),
        migrations.AddConstraint(
            model_name="ledgerposting",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    (
                        "source__regex",
                        "^((member|customer|supplier):[1-9][0-9]{0,17}|company):[a-z][a-z0-9]*(_[a-z0-9]+)*$",
                    ),
                    (
                        "destination__regex",
                        "^((member|customer|supplier):[1-9][0-9]{0,17}|company):[a-z][a-z0-9]*(_[a-z0-9]+)*$",
                    ),
                ),
                name="finance_posting_grammar",
            ),
        ),
        migrations.AddConstraint(
            model_name="ledgerposting",
            constraint=models.CheckConstraint(
                condition=models.Q(("currency__regex", "^[A-Z]{3}$")),
                name="finance_posting_currency",
            ),
        ),
        migrations.AddConstraint(
            model_name="payoutline",
            constraint=models.UniqueConstraint(
                fields=("batch", "line_no"), name="finance_line_number"
            ),
        ),
        migrations.AddConstraint(
            model_name="payoutline",
            constraint=models.UniqueConstraint(
                condition=models.Q(("state", "open")),
                fields=("payee", "currency"),
                name="finance_line_one_open_per_payee",
            ),
        ),
        migrations.AddConstraint(
            model_name="payoutline",
            constraint=models.CheckConstraint(
                condition=models.Q(("amount_minor__gt", 0)), name="finance_line_above_zero"
            ),
        ),
        migrations.AddConstraint(
            model_name="payoutline",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("payee__regex", "^(member|customer|supplier):[1-9][0-9]{0,17}$")
                ),
                name="finance_line_payee_grammar",
            ),
        ),
        migrations.AddConstraint(
            model_name="payoutline",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(
                        ("end_to_end_id__isnull", True),
                        ("state", "held"),
                        models.Q(("held_reason", ""), _negated=True),
                    ),
                    models.Q(
                        ("bank_account__isnull", False),
                        ("end_to_end_id__isnull", False),
                        ("held_reason", ""),
                        ("state__in", ["open", "paid", "dropped"]),
                    ),
                    _connector="OR",
                ),
                name="finance_line_paid_or_held",
            ),
        ),
    ]
