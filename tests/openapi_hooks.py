"""What Schemathesis must be told: which texts are SPARQL, and which beats the two dramas of the tests have."""

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

_IN_DRAMA = ("soundtrack-1=2", "soundtrack-2=premise", "soundtrack-1=end;soundtrack-2=3", "*=end", "soundtrack-1=1;*=2")
for form, texts in {
    "beat": ("", "premise", "end", "1", "02"),
    "beats": ("", *_IN_DRAMA),
    "far": ("", "premise", "end", *_IN_DRAMA),
}.items():
    schemathesis.openapi.format(form, st.sampled_from(texts))
