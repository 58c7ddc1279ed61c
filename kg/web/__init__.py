"""The server: pages for fans, SPARQL for researchers. It uses `kg.graph.KnowledgeGraph` and draws with `kg.figure`."""
