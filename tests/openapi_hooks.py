"""What Schemathesis must be told: which texts are SPARQL."""

from __future__ import annotations

import schemathesis
from hypothesis import strategies as st

schemathesis.openapi.format(
    "sparql",
    st.sampled_from(
        [
            "ASK { ?drama a dkg:Drama }",
            "SELECT ?drama ?label { ?drama a dkg:Drama ; skos:prefLabel ?label } LIMIT 3",
            "SELECT * { ?beat a dkg:Beat ; dkg:position ?n } LIMIT 2",
        ]
    ),
)
