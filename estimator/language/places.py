"""Places: a provider, its region, a country or state."""

from estimator.language import naming
from estimator.language.devices import ambiguous
from estimator.language.draft import Draft
from estimator.language.phrases import phrases

# codes of countries are words too: `per` is Peru's, `can` is Canada's
_SHORTEST_PLACE = 4
_SHORT_PLACES = {"usa", "uae", "uk"}


def places(draft: Draft, index: int) -> int:
    """A provider, a region or a country: `aws`, `us-east-1`, `france`."""
    if found := naming.provider(draft, index):
        draft.say("provider", found[0], index, found[1])
        return found[1]
    word = draft.sentence.at(index)
    return _place(draft, index) if len(word) >= _SHORTEST_PLACE or word in _SHORT_PLACES else 0


def places_after_in(draft: Draft, index: int) -> int:
    """`in france`, `in the us`: here the place may be as short as a filler word."""
    if draft.sentence.at(index) != "in":
        return 0
    return _place(draft, index + 1 + (draft.sentence.at(index + 1) == "the"))


def _place(draft: Draft, index: int) -> int:
    """A region of a provider (`us-east-1`), else a place with a grid; `us` and `finland` are both, and places."""
    found = naming.grid(draft, index)
    if (region := naming.region(draft, index)) and _is_region(draft, region[1], index, found):
        draft.say("region", region[0], index, region[1])
        return region[1]
    if found is None:
        return _shared(draft, index)
    draft.say("grid", found[0], index, found[1])
    return found[1]


def _is_region(draft: Draft, stop: int, index: int, grid: tuple[str, int] | None) -> bool:
    """Whether a known region's name can only be a provider's: it has a digit, or its grid is named after it.

    One in several words (`sweden central`) is its provider's where that was said: `north europe` is a place too.
    """
    said = draft.sentence.phrase(index, stop)
    if " " in said:
        return draft.said.get("provider") in draft.names.region_providers(said.replace(" ", ""))
    named_after = grid is not None and ":" in grid[0]
    return named_after or any(character.isdigit() for character in said)


def _shared(draft: Draft, index: int) -> int:
    """Nothing. Raises AmbiguousNameError for a name that several places share: `georgia`."""
    for name, stop in phrases(draft, index):
        if several := draft.names.place_choices(name):
            raise ambiguous(draft, name, several, index, stop)
    return 0
