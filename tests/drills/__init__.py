"""What no test can show: two nodes that run for real, are changed, killed, cut off and loaded. `make drill` runs it."""
