"""The catalogue as everyone asks it: facts, what words mean, and prices on terms."""

import copy
import datetime
from functools import cached_property, lru_cache

from estimator.catalogue.entries import Grid, Model
from estimator.catalogue.facts import Facts
from estimator.catalogue.lexicon import Lexicon
from estimator.catalogue.offers import PriceChoice, Terms, choose
from estimator.catalogue.regions import Regions
from estimator.catalogue.team import TeamDefault, TeamRun


class Catalogue(Facts):
    """All facts that the estimator has, and what is looked up in several of them at once.

    `team` is what the team that asks takes where a request leaves it open, the stronger one last, `team_runs` what it
    measured.
    """

    team: tuple[TeamDefault, ...] = ()
    team_runs: tuple[TeamRun, ...] = ()

    def with_model(self, model: Model) -> "Catalogue":
        """This catalogue and one more model, found by its exact name."""
        more = copy.copy(self)
        more._configured = {**self._configured, model.id: model}  # noqa: SLF001 - it is our own
        more.__dict__.pop("names", None)
        return more

    def with_team(self, team: tuple[TeamDefault, ...], runs: tuple[TeamRun, ...] = ()) -> "Catalogue":
        """This catalogue as a team asks it."""
        more = copy.copy(self)
        more.team, more.team_runs = team, runs
        return more

    @cached_property
    def names(self) -> Lexicon:
        """What each run of words means."""
        return Lexicon(self, self.cloud_regions)

    def price(
        self,
        accelerator: str,
        *,
        provider: str | None = None,
        billing: str | None = None,
        region: str | None = None,
        as_of: datetime.date,
    ) -> PriceChoice | None:
        """The rent of an accelerator (by id) for an hour, on those terms, as known on a day.

        None when no price of it is known at all. Raises RequestError, naming the offers that exist, for terms that
        nobody offers, and UnknownNameError for a provider that the catalogue does not have.
        """
        wanted = Terms(self.provider(provider).id if provider else None, billing, region, as_of)
        return _chosen(self, accelerator, wanted)

    @cached_property
    def cloud_regions(self) -> Regions:
        """The regions of providers: whose they are, and the grids that they stand in."""
        return Regions.of(self)

    def region_providers(self, region: str) -> tuple[str, ...]:
        """The clouds and marketplaces, by id, that have a region of that name; empty when nobody has it as its own."""
        return self.cloud_regions.owners_of(region)

    def region_grid(self, region: str, provider: str | None) -> Grid | None:
        """The place of a provider's region, None when it is not known.

        Raises RequestError for a region that several providers have when none of them is named.
        """
        found = self.cloud_regions.grid(region, provider)
        return self.grid(found) if found else None


@lru_cache(maxsize=2048)
def _chosen(catalogue: Catalogue, accelerator: str, wanted: Terms) -> PriceChoice | None:
    return choose(catalogue, catalogue.accelerator(accelerator), wanted)
