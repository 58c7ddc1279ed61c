"""Writing: updates and graphs that are sent, the process that writes, and the site over a store that changes."""
