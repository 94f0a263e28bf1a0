"""Search: what is found, in which order, and that it follows every change."""
