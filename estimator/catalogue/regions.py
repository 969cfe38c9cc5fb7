"""Regions of providers: how each is spelt, whose it is, and the grid that it stands in."""

from collections.abc import Mapping

from msgspec import Struct

from estimator.catalogue.facts import Facts
from estimator.catalogue.names import NameIndex
from estimator.catalogue.offers import ASKABLE
from estimator.errors import RequestError


class Regions(Struct, frozen=True):
    """By a region's name in lower case: how it is spelt, its owners' ids, the ids of the places it stands in."""

    spellings: Mapping[str, str]
    owners: Mapping[str, tuple[str, ...]]
    grids: Mapping[str, tuple[str, ...]]
    places: NameIndex

    @classmethod
    def of(cls, catalogue: Facts) -> "Regions":
        """The regions that offers and grids of providers name; one that is a country or state is nobody's own."""
        spellings: dict[str, str] = {}
        owners: dict[str, dict[str, None]] = {}
        grids: dict[str, tuple[str, ...]] = {}
        for identity in catalogue.grids_of_providers:
            provider, _, spelt = identity.partition(":")
            spellings[spelt.lower()] = spelt
            owners.setdefault(spelt.lower(), {})[provider] = None
            grids[spelt.lower()] = (*grids.get(spelt.lower(), ()), identity)
        for provider, region in catalogue.regions_of_offers:
            for spelt in filter(None, map(str.strip, region.split("/"))):
                name = spellings.setdefault(spelt.lower(), spelt).lower()
                own = name in grids or not catalogue.grid_index.find(name)
                if own and catalogue.provider(provider).kind in ASKABLE:
                    owners.setdefault(name, {})[provider] = None
        return cls(spellings, {name: tuple(sorted(own)) for name, own in owners.items()}, grids, catalogue.grid_index)

    def owners_of(self, region: str) -> tuple[str, ...]:
        """The providers that have this region, by id; none for one that can be anybody's, such as `US`."""
        return self.owners.get(region.strip().lower(), ())

    def grids_of(self, region: str) -> tuple[str, ...]:
        """The ids of the places that the regions of this name stand in: `gcp:us-central1`."""
        return self.grids.get(region.strip().lower(), ())

    def grid(self, region: str, provider: str | None) -> str | None:
        """The id of the place of a provider's region, or None where it is not known.

        Raises RequestError for a region that stands in several places when no provider is named.
        """
        known = self.grids_of(region)
        if provider is None and len(known) > 1:
            choices = " or ".join(f"`{place.replace(':', ' ')}`" for place in sorted(known))
            raise RequestError(f"{region} is a region of several providers.", f"Say whose: {choices}.", field="region")
        own = (place for place in known if provider is None or place.startswith(f"{provider}:"))
        return next(own, None) or self.places.find(region)
