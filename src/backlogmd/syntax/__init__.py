"""From text to tree: front end, readers of lines, builder."""
