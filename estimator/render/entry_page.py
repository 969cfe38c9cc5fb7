"""Which one entry of the catalogue a filter means, if it means one: then its own page is shown, not a list."""

from collections.abc import Callable, Mapping

from estimator.catalogue.catalogue import Catalogue
from estimator.catalogue.entries import Accelerator, Model
from estimator.render.fact_sheet import accelerator_facts, model_facts
from estimator.render.selection import chosen_accelerators, chosen_models
from estimator.render.tables import CatalogueTable

Chosen = Callable[[Catalogue, str], list[Accelerator] | list[Model]]
_CHOSEN: Mapping[str, Chosen] = {"accelerators": chosen_accelerators, "models": chosen_models}
_FACTS = {"accelerators": accelerator_facts, "models": model_facts}


def entry_page(catalogue: Catalogue, kind: str, words: str) -> tuple[str, CatalogueTable] | None:
    """The name and the facts of the one entry that has these words as its id, or that alone holds them; else None."""
    if kind not in _CHOSEN or not words:
        return None
    found = _CHOSEN[kind](catalogue, words)
    named = [entry for entry in found if entry.id == words.strip().lower()]
    one = named or found
    return (one[0].name, _FACTS[kind](catalogue, one[0].id)) if len(one) == 1 else None
