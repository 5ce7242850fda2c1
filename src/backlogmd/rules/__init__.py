"""One rule, one file. A rule is named after its file; nothing else lists it."""
