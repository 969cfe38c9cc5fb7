"""The quick search finds what difflib finds."""

import difflib

from hypothesis import given
from hypothesis import strategies as st

from estimator.catalogue.loading import load_catalogue
from estimator.catalogue.nearest import Nearest

NAMES = tuple(load_catalogue().model_index.spellings)
NEAREST = Nearest(NAMES)
WORDS = st.text("abcdeghlmnopqrst0123457-. é字", min_size=1, max_size=14)


@given(WORDS | st.sampled_from(NAMES), WORDS, st.sampled_from([0.6, 0.7, 0.85]))
def test_what_is_near_is_what_difflib_calls_near(name: str, other: str, cutoff: float):
    word = f"{name[:-1]}{other[:1]}"
    assert NEAREST.close(word, 8, cutoff) == difflib.get_close_matches(word, NAMES, 8, cutoff)
