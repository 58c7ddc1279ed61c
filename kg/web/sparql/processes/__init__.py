"""What answers queries: processes that a query can take with it, the places in them, and what is sent back."""
