"""Pages of the endpoint: the one that asks queries, with what its editor knows, and the one about the limits."""
