"""Questions to a document: which tasks, how much, and is what it says true."""
