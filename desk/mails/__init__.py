"""What mails say: one message, written as text and as HTML."""
