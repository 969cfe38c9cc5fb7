"""Which facts are older than a year: `python -m estimator.catalogue.freshness 2026-11-24`."""

import datetime
import sys

from estimator.catalogue.catalogue import Catalogue
from estimator.catalogue.loading import load_catalogue
from estimator.catalogue.offers import first_day

_YEAR = datetime.timedelta(days=365)


def stale_facts(catalogue: Catalogue, today: datetime.date) -> tuple[str, ...]:
    """A sentence for each source that was retrieved, and each newest offer that was listed, over a year before."""
    oldest = today - _YEAR
    sources = (
        f"{source.title} was retrieved on {source.retrieved}."
        for source in catalogue.sources
        if source.retrieved is None or source.retrieved < oldest
    )
    newest = {(offer.provider, offer.accelerator, offer.billing): offer for offer in catalogue.offers if offer.usable}
    offers = (
        f"{offer.provider}'s newest {offer.billing} price of the {offer.accelerator} is of {offer.as_of}."
        for offer in newest.values()
        if first_day(offer.as_of) < oldest
    )
    return (*sources, *offers)


if __name__ == "__main__":
    sys.stdout.writelines(
        f"{line}\n" for line in stale_facts(load_catalogue(), datetime.date.fromisoformat(sys.argv[1]))
    )
