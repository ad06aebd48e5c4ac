import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    initial = True

    dependencies = []

    operations = [
        migrations.CreateModel(
            name="PersonKey",
            fields=[
                ("person_id", models.UUIDField(primary_key=True, serialize=False)),
                ("sealed_key", models.BinaryField()),
            ],
        ),
        migrations.CreateModel(
            name="AuditEntry",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("at", models.DateTimeField()),
                ("actor", models.TextField()),
                ("action", models.TextField()),
                ("subject", models.TextField()),
                ("facts", models.JSONField(default=dict)),
            ],
            options={
                "indexes": [
                    models.Index(fields=["subject", "id"], name="audit_subject"),
                    models.Index(fields=["action", "id"], name="audit_action"),
                ],
            },
        ),
        migrations.CreateModel(
            name="CompanySettings",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("name", models.TextField()),
                ("currency", models.CharField(max_length=3)),
                ("country", models.CharField(max_length=2)),
                ("time_zone", models.TextField(default="Europe/Berlin")),
                ("language", models.CharField(default="de", max_length=5)),
                ("street", models.TextField(blank=True)),
                ("postcode", models.TextField(blank=True)),
                ("town", models.TextField(blank=True)),
                ("account_holder", models.TextField(blank=True)),
                ("iban", models.TextField(blank=True)),
                ("bic", models.TextField(blank=True)),
                ("agreement_version", models.TextField(blank=True)),
                ("is_demo", models.BooleanField(default=False)),
            ],
            options={
                "constraints": [
                    models.CheckConstraint(condition=models.Q(("id", 1)), name="one_company")
                ],
            },
        ),
        migrations.CreateModel(
            name="OutboxEvent",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("name", models.TextField()),
                ("aggregate", models.TextField()),
                ("payload", models.JSONField()),
                ("published_at", models.DateTimeField(auto_now_add=True)),
                ("delivered_at", models.DateTimeField(null=True)),
                ("attempts", models.PositiveIntegerField(default=0)),
                ("retry_at", models.DateTimeField(null=True)),
                ("last_error", models.TextField(blank=True)),
            ],
            options={
                "indexes": [
                    models.Index(
                        condition=models.Q(("delivered_at__isnull", True)),
                        fields=["aggregate", "id"],
                        name="outbox_waiting",
                    ),
                    models.Index(
                        condition=models.Q(("delivered_at__isnull", True)),
                        fields=["id"],
                        name="outbox_oldest",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="EventReceipt",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("reaction", models.TextField()),
                ("done_at", models.DateTimeField(auto_now_add=True)),
                (
                    "event",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="receipts",
                        to="core.outboxevent",
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(
                        fields=("event", "reaction"), name="one_receipt_per_reaction"
                    )
                ],
            },
        ),
    ]
