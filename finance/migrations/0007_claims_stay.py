"""What the database itself refuses: a changed claim, and more out of a lot than it holds."""

from django.db import migrations

from core.db import AppendOnly

HOLDS = """
CREATE FUNCTION finance_lot_holds() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    left_minor bigint;
BEGIN
    PERFORM FROM finance_reservelot WHERE id = NEW.lot_id FOR NO KEY UPDATE;
    SELECT l.amount_minor - coalesce(sum(m.amount_minor), 0) INTO left_minor
      FROM finance_reservelot l LEFT JOIN finance_reservemove m ON m.lot_id = l.id
     WHERE l.id = NEW.lot_id GROUP BY l.id;
    IF NEW.amount_minor > left_minor THEN
        RAISE EXCEPTION 'lot % holds % and not %', NEW.lot_id, left_minor, NEW.amount_minor
            USING ERRCODE = 'check_violation';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER finance_lot_gives_what_it_holds BEFORE INSERT ON finance_reservemove
    FOR EACH ROW EXECUTE FUNCTION finance_lot_holds();
"""
HOLDS_REVERSE = "DROP FUNCTION finance_lot_holds() CASCADE;"


class Migration(migrations.Migration):
    dependencies = [("finance", "0006_claims")]

    operations = [
        AppendOnly("finance_claim", close_once=("settled_at",)),
        AppendOnly("finance_reservelot", close_once=("closed_at",)),
        AppendOnly("finance_reservemove"),
        migrations.RunSQL(HOLDS, HOLDS_REVERSE),
    ]
