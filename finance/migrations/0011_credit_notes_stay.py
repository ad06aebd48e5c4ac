"""What the database itself refuses: a changed paper trail, and more on papers than was claimed."""

from django.db import migrations

from core.db import AppendOnly

FITS = """
CREATE FUNCTION finance_use_fits() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    claimed bigint;
    used bigint;
    lowered bigint;
BEGIN
    SELECT amount_minor INTO claimed FROM finance_claim WHERE id = NEW.claim_id FOR NO KEY UPDATE;
    SELECT coalesce(sum(amount_minor), 0) + NEW.amount_minor INTO used
      FROM finance_claimuse WHERE claim_id = NEW.claim_id;
    IF sign(claimed) <> sign(NEW.amount_minor) OR abs(used) > abs(claimed) THEN
        RAISE EXCEPTION 'claim % is % and not %', NEW.claim_id, claimed, used
            USING ERRCODE = 'check_violation';
    END IF;
    IF NEW.against_id IS NOT NULL THEN
        PERFORM FROM finance_claimuse WHERE id = NEW.against_id FOR NO KEY UPDATE;
        SELECT u.amount_minor + coalesce(sum(l.amount_minor), 0) + NEW.amount_minor INTO lowered
          FROM finance_claimuse u LEFT JOIN finance_claimuse l ON l.against_id = u.id
         WHERE u.id = NEW.against_id GROUP BY u.id;
        IF lowered < 0 THEN
            RAISE EXCEPTION 'use % has less than that left', NEW.against_id
                USING ERRCODE = 'check_violation';
        END IF;
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER finance_use_fits_its_claim BEFORE INSERT ON finance_claimuse
    FOR EACH ROW EXECUTE FUNCTION finance_use_fits();
"""
FITS_REVERSE = "DROP FUNCTION finance_use_fits() CASCADE;"


class Migration(migrations.Migration):
    dependencies = [("finance", "0010_credit_notes")]

    operations = [
        AppendOnly("finance_claimuse"),
        AppendOnly("finance_creditnote"),
        AppendOnly("finance_creditnoteobjection", close_once=("settled_at", "settled_by")),
        AppendOnly("finance_payeehold", close_once=("lifted_at", "lifted_by")),
        migrations.RunSQL(FITS, FITS_REVERSE),
    ]
