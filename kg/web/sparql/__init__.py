"""The endpoint: the SPARQL protocol, the processes that answer queries, and the page for a browser."""
