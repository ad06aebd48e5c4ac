"""What the database itself refuses: a changed paper, one that does not add up, a skipped number."""

from django.db import migrations

from core.db import AppendOnly

COMPLETE = """
CREATE FUNCTION finance_document_is_complete() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    paper bigint;
    is_right boolean;
BEGIN
    IF TG_TABLE_NAME = 'finance_documentline' THEN
        paper := NEW.document_id;
    ELSE
        paper := NEW.id;
    END IF;
    SELECT d.line_count = count(l.id)
           AND d.gross_minor = sum(l.gross_minor) AND d.net_minor = sum(l.net_minor)
      INTO is_right
      FROM finance_document d LEFT JOIN finance_documentline l ON l.document_id = d.id
     WHERE d.id = paper GROUP BY d.id;
    IF is_right IS NOT TRUE THEN
        RAISE EXCEPTION 'document % does not add up to its lines', paper
            USING ERRCODE = 'check_violation';
    END IF;
    RETURN NULL;
END $$;
CREATE CONSTRAINT TRIGGER finance_document_adds_up_to_its_lines
    AFTER INSERT ON finance_document DEFERRABLE INITIALLY DEFERRED
    FOR EACH ROW EXECUTE FUNCTION finance_document_is_complete();
CREATE CONSTRAINT TRIGGER finance_document_gets_no_more_lines
    AFTER INSERT ON finance_documentline DEFERRABLE INITIALLY DEFERRED
    FOR EACH ROW EXECUTE FUNCTION finance_document_is_complete();
"""
COMPLETE_REVERSE = "DROP FUNCTION finance_document_is_complete() CASCADE;"

# Rows are never deleted, so the number before is there for ever once it was committed.
GAPLESS = """
CREATE FUNCTION finance_document_follows() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF NEW.sequence > 1 AND NOT EXISTS (
        SELECT 1 FROM finance_document d
         WHERE d.series = NEW.series AND d.year = NEW.year AND d.sequence = NEW.sequence - 1
    ) THEN
        RAISE EXCEPTION 'document % leaves a gap in its series', NEW.number
            USING ERRCODE = 'check_violation';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER finance_document_leaves_no_gap BEFORE INSERT ON finance_document
    FOR EACH ROW EXECUTE FUNCTION finance_document_follows();
"""
GAPLESS_REVERSE = "DROP FUNCTION finance_document_follows() CASCADE;"


class Migration(migrations.Migration):
    dependencies = [("finance", "0003_documents")]

    operations = [
        AppendOnly("finance_letterhead"),
        AppendOnly("finance_document"),
        AppendOnly("finance_documentline"),
        AppendOnly("finance_documentrender"),
        migrations.RunSQL(COMPLETE, COMPLETE_REVERSE),
        migrations.RunSQL(GAPLESS, GAPLESS_REVERSE),
    ]
