"""One output format, one file: each has a `render` that makes text of the results."""
