"""Pure decisions of finance: no database, no clock, no Django."""
