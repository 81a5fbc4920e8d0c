"""What goes in and out of a ledger as text."""
