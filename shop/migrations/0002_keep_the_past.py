"""Refuse edits of sold, priced and paid facts in the database itself; write down the tax rates."""

from __future__ import annotations

from datetime import date

from django.apps.registry import Apps
from django.db import migrations
from django.db.backends.base.schema import BaseDatabaseSchemaEditor

from core.db import AppendOnly

# Refuses every change except to the columns named in the trigger's arguments.
FROZEN = """
CREATE FUNCTION shop_frozen() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF TG_OP = 'UPDATE' AND (to_jsonb(OLD) - TG_ARGV) = (to_jsonb(NEW) - TG_ARGV) THEN
        RETURN NEW;
    END IF;
    RAISE EXCEPTION '% keeps its past: % refused', TG_TABLE_NAME, TG_OP
        USING ERRCODE = 'restrict_violation';
END $$;
CREATE TRIGGER shop_order_frozen BEFORE UPDATE OR DELETE ON shop_order
    FOR EACH ROW EXECUTE FUNCTION shop_frozen('state', 'paid_at', 'delivered_at');
CREATE TRIGGER shop_order_kept BEFORE TRUNCATE ON shop_order
    FOR EACH STATEMENT EXECUTE FUNCTION shop_frozen();
CREATE TRIGGER shop_transactionitem_frozen BEFORE UPDATE OR DELETE ON shop_transactionitem
    FOR EACH ROW EXECUTE FUNCTION shop_frozen('state', 'psp_reference');
CREATE TRIGGER shop_transactionitem_kept BEFORE TRUNCATE ON shop_transactionitem
    FOR EACH STATEMENT EXECUTE FUNCTION shop_frozen();
"""

# Germany lowered its rates for the second half of 2020 (Zweites Corona-Steuerhilfegesetz).
RATES = [
    ("DE", "standard", 1900, date(2007, 1, 1), date(2020, 7, 1)),
    ("DE", "reduced", 700, date(2007, 1, 1), date(2020, 7, 1)),
    ("DE", "standard", 1600, date(2020, 7, 1), date(2021, 1, 1)),
    ("DE", "reduced", 500, date(2020, 7, 1), date(2021, 1, 1)),
    ("DE", "standard", 1900, date(2021, 1, 1), None),
    ("DE", "reduced", 700, date(2021, 1, 1), None),
    ("AT", "standard", 2000, date(2016, 1, 1), None),
    ("AT", "reduced", 1000, date(2016, 1, 1), None),
    ("CH", "standard", 810, date(2024, 1, 1), None),
    ("CH", "reduced", 260, date(2024, 1, 1), None),
]


def write_down_rates(apps: Apps, schema_editor: BaseDatabaseSchemaEditor) -> None:
    """Add the rates of the first countries."""
    rates = apps.get_model("shop", "TaxRate")
    rates.objects.bulk_create(
        rates(country=country, tax_class=kind, rate_bp=rate, valid_from=start, valid_until=end)
        for country, kind, rate, start, end in RATES
    )


class Migration(migrations.Migration):
    dependencies = [("shop", "0001_initial"), ("core", "0001_initial")]

    operations = [
        migrations.RunSQL(FROZEN, "DROP FUNCTION shop_frozen() CASCADE"),
        migrations.RunPython(write_down_rates, migrations.RunPython.noop),
        AppendOnly("shop_taxrate", close_once=("valid_until",)),
        AppendOnly("shop_variantprice", close_once=("superseded_at",)),
        AppendOnly("shop_orderline"),
        AppendOnly("shop_orderstatechange"),
        AppendOnly("shop_paymentnotice"),
        AppendOnly("shop_fulfillment"),
        AppendOnly("shop_fulfillmentline"),
    ]
