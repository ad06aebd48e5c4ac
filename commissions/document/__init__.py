"""The plan document: what a company's plan looks like as a text, and how it is read and refused."""
