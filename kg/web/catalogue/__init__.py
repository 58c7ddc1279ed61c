"""The catalogue of queries as pages and as an interface for programs."""
