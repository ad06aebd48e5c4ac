"""Plans for staff: signed versions in words, and the trial of documents that nobody signed."""
