"""Whether a ledger is what its audit chain says, worked out from content; no stored hash is believed."""
