"""The MFU to expect."""

from estimator.catalogue.catalogue import Catalogue
from estimator.machine import Machine
from estimator.quantity import Given, Quantity
from estimator.request import Request
from estimator.subject import Subject


def mfu_of(request: Request, trained: Subject, trains: Machine, catalogue: Catalogue) -> Quantity:
    """The MFU of a request: as given, or what runs like it achieved."""
    if request.mfu:
        return Quantity("mfu", request.mfu, Given("mfu"))
    if request.stack == "tuned":
        return catalogue.assumption("mfu_tuned").quantity("mfu")
    if trained.active_parameters:
        return catalogue.assumption("mfu_typical_sparse").quantity("mfu")
    known = {entry.id for entry in catalogue.assumptions}
    family = f"mfu_typical_{trains.accelerator.architecture.lower()}"
    return catalogue.assumption(family if family in known else "mfu_typical").quantity("mfu")
