"""The record: entities, sources, captures, claims and all that is said of them."""
