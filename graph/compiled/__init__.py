"""The embedded engine's search by its compiled kernel: the same answers, for who has the kernel and asks for it."""
