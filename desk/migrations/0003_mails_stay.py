"""What a mail says never changes; only its sending does, while it waits."""

from django.db import migrations

STAYS = """
CREATE FUNCTION desk_mail_refuse() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    moves text[] := ARRAY['state', 'due_at', 'sent_at', 'attempts', 'last_error'];
BEGIN
    IF TG_OP = 'UPDATE' AND OLD.state = 'waiting'
       AND (to_jsonb(OLD) - moves) = (to_jsonb(NEW) - moves) THEN
        RETURN NEW;
    END IF;
    RAISE EXCEPTION 'desk_mail keeps its past: % refused', TG_OP USING ERRCODE = 'restrict_violation';
END $$;
CREATE TRIGGER desk_mail_only_moves BEFORE UPDATE OR DELETE ON desk_mail
    FOR EACH ROW EXECUTE FUNCTION desk_mail_refuse();
CREATE TRIGGER desk_mail_no_truncate BEFORE TRUNCATE ON desk_mail
    FOR EACH STATEMENT EXECUTE FUNCTION desk_mail_refuse();
"""


class Migration(migrations.Migration):
    dependencies = [("desk", "0002_mails")]

    operations = [migrations.RunSQL(STAYS, "DROP FUNCTION desk_mail_refuse() CASCADE;")]
