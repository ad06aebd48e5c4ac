"""Views: parse, call once, answer."""
