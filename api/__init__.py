"""The doors: command line, HTTP and pages. They parse, call one verb or query, and render."""
