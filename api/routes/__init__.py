"""What is asked over HTTP: one file a kind of record or question."""
