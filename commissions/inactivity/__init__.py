"""Members who were inactive for too long: what runs propose, and what people decide."""
