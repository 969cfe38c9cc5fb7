"""The phrases at a position that may be a name, the longest first."""

from collections.abc import Sequence

from estimator.language.choices import BARE
from estimator.language.draft import Draft
from estimator.language.filler import FILLER
from estimator.language.words import ASSIGNS

LONGEST_NAME = 6
_SHORTEST_OWNER = len("that's")
_NEVER_FIRST = ("=", "<", ">", "$")
_NEVER_INSIDE = FILLER - {"gpu", "gpus", "text", "data"} | {phrase for phrase in BARE if "-" not in phrase} - {
    "distill"
}


def phrases(draft: Draft, index: int, head: str | None = None) -> Sequence[tuple[str, int]]:
    """Each phrase that begins at a position and the position after it; `head` replaces its first word."""
    if head is not None:
        return _phrases(draft, index, head)
    if index not in draft.phrases:
        draft.phrases[index] = _phrases(draft, index, None)
    return draft.phrases[index]


def _phrases(draft: Draft, index: int, head: str | None) -> list[tuple[str, int]]:
    words = draft.sentence.words
    parts = [] if index >= len(words) else [words[index].text if head is None else head]
    for place, word in enumerate(words[index + 1 : index + LONGEST_NAME], start=index + 1):
        ends = word.text in _NEVER_INSIDE or word.text.startswith(_NEVER_FIRST)
        if ends or draft.sentence.at(place + 1) in ASSIGNS:
            break
        parts.append(word.text)
    if any(part.endswith("'s") for part in parts):
        # `BLOOM's training`, not `it's`
        parts = [part.removesuffix("'s") if len(part) > _SHORTEST_OWNER else part for part in parts]
    return [(" ".join(parts[:size]), index + size) for size in range(len(parts), 0, -1)]
