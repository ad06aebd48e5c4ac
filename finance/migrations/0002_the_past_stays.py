"""What the database itself refuses: editing the past, half a booking, a batch that goes back."""

from django.db import migrations

from core.db import AppendOnly

COMPLETE = """
CREATE FUNCTION finance_booking_is_complete() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    booking bigint;
    declared integer;
    present integer;
    currencies integer;
BEGIN
    IF TG_TABLE_NAME = 'finance_ledgerposting' THEN
        booking := NEW.transaction_id;
    ELSE
        booking := NEW.id;
    END IF;
    SELECT t.posting_count,
           (SELECT count(*) FROM finance_ledgerposting p WHERE p.transaction_id = t.id),
           (SELECT count(DISTINCT p.currency) FROM finance_ledgerposting p
            WHERE p.transaction_id = t.id)
      INTO declared, present, currencies
      FROM finance_ledgertransaction t WHERE t.id = booking;
    IF declared IS DISTINCT FROM present THEN
        RAISE EXCEPTION 'booking % announces % postings and has %', booking, declared, present
            USING ERRCODE = 'check_violation';
    END IF;
    IF currencies <> 1 THEN
        RAISE EXCEPTION 'booking % mixes currencies', booking USING ERRCODE = 'check_violation';
    END IF;
    RETURN NULL;
END $$;
CREATE CONSTRAINT TRIGGER finance_booking_has_postings
    AFTER INSERT ON finance_ledgertransaction DEFERRABLE INITIALLY DEFERRED
    FOR EACH ROW EXECUTE FUNCTION finance_booking_is_complete();
CREATE CONSTRAINT TRIGGER finance_booking_gets_no_more
    AFTER INSERT ON finance_ledgerposting DEFERRABLE INITIALLY DEFERRED
    FOR EACH ROW EXECUTE FUNCTION finance_booking_is_complete();
"""
COMPLETE_REVERSE = "DROP FUNCTION finance_booking_is_complete() CASCADE;"

# A batch leaves "prepared" once and a line leaves "open" once; everything else about them stays.
MOVES = """
CREATE FUNCTION {table}_refuse() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF TG_OP = 'UPDATE' AND OLD.state = '{movable}'
       AND (to_jsonb(OLD) - ARRAY[{columns}]::text[])
         = (to_jsonb(NEW) - ARRAY[{columns}]::text[]) THEN
        RETURN NEW;
    END IF;
    RAISE EXCEPTION '{table} keeps its past: % refused', TG_OP USING ERRCODE = 'restrict_violation';
END $$;
CREATE TRIGGER {table}_only_moves BEFORE UPDATE OR DELETE ON {table}
    FOR EACH ROW EXECUTE FUNCTION {table}_refuse();
CREATE TRIGGER {table}_no_truncate BEFORE TRUNCATE ON {table}
    FOR EACH STATEMENT EXECUTE FUNCTION {table}_refuse();
"""


def only_moves(table: str, movable: str, *columns: str) -> migrations.RunSQL:
    """Let only the named columns change, and only while the row is in the movable state."""
    listed = ", ".join(f"'{column}'" for column in columns)
    return migrations.RunSQL(
        MOVES.format(table=table, movable=movable, columns=listed),
        f"DROP FUNCTION {table}_refuse() CASCADE;",
    )


class Migration(migrations.Migration):
    dependencies = [("finance", "0001_initial")]

    operations = [
        AppendOnly("finance_ledgertransaction"),
        AppendOnly("finance_ledgerposting"),
        AppendOnly("finance_ledgerseal"),
        AppendOnly("finance_statement"),
        AppendOnly("finance_payoutfile"),
        AppendOnly("finance_payoutbatchchange"),
        AppendOnly("finance_bankaccount", close_once=("valid_until",)),
        migrations.RunSQL(COMPLETE, COMPLETE_REVERSE),
        only_moves("finance_payoutbatch", "prepared", "state", "approved_by", "approved_at"),
        only_moves("finance_payoutline", "open", "state"),
    ]
