"""What we assume of a training run's memory and batch where nobody said so, each with its reason."""

from estimator.calculation.papers import (
    DETTMERS_2021,
    DETTMERS_2023,
    MUON,
    NARAYANAN_2021,
    RAJBHANDARI_2019,
    SIMUMAX,
    ZHAO_2023,
)
from estimator.calculation.quantity import Assumed, Quantity, Source

_GIB = 2**30

USABLE_SHARE = Quantity("usable_share", 0.94, Assumed("share of the memory that SimuMax fills", SIMUMAX), 0.9, 0.97)
EXPOSED_SHARE = Quantity(
    "exposed_share", 0.2, Assumed("most of the exchange hides behind the backward pass", ZHAO_2023), 0.05, 0.5
)
# Where no product was ever measured: the median of the measured ceilings over their peaks.
UNMEASURED_CEILING = 0.75

_OPTIMIZERS: dict[str, tuple[float, str, Source]] = {
    "adam": (12, "Adam: master copy and two moments in 32 bits", RAJBHANDARI_2019),
    "adam-8bit": (2, "8-bit Adam: two moments of a byte each, no master copy", DETTMERS_2021),
    "muon": (8, "Muon: master copy and one momentum in 32 bits", MUON),
    "sgd": (8, "SGD with momentum: master copy and one momentum in 32 bits", RAJBHANDARI_2019),
}
_MASTER_COPY = 4
_FULL_PRECISION = ("fp32", "tf32")
_SHARING_GRADIENTS = 2


def bytes_of_states(precision: str, optimizer: str, method: str, zero: int) -> dict[str, Quantity]:
    """Bytes of a weight, its gradient and its optimizer state, by the precision trained in; 8-bit formats keep 16.

    Raises KeyError for an optimizer that is not known.
    """
    full = precision in _FULL_PRECISION
    state, reason, source = _OPTIMIZERS[optimizer]
    without_copy = full and optimizer != "adam-8bit"
    found = (
        _weight_bytes(full, method),
        _gradient_bytes(full or zero < _SHARING_GRADIENTS),
        Quantity("bytes_per_optimizer_state", state - _MASTER_COPY * without_copy, Assumed(reason, source)),
        Quantity("bytes_per_activation", 4.0 if full else 2.0, Assumed(f"trained in {precision}")),
    )
    return {quantity.name: quantity for quantity in found}


def framework_memory(capacity: float) -> Quantity:
    """What framework, communication buffers and fragmentation take: 6 GiB, on small devices in proportion."""
    value = min(6.0 * _GIB, capacity * 6 / 80)
    reason = "framework, communication buffers and fragmentation: 6 GiB of 80, as SimuMax allows"
    return Quantity("framework_memory", value, Assumed(reason, SIMUMAX), value / 3, value * 5 / 3)


def _weight_bytes(full: bool, method: str) -> Quantity:
    if method == "qlora":
        reason = Assumed("4 bits and 0.127 for the quantised constants", DETTMERS_2023)
        return Quantity("bytes_per_weight", 4.127 / 8, reason)
    return Quantity("bytes_per_weight", 4.0 if full else 2.0, Assumed("weights are multiplied with in this format"))


def _gradient_bytes(summed: bool) -> Quantity:
    if summed:
        return Quantity("bytes_per_gradient", 4.0, Assumed("summed in 32 bits over micro-batches", NARAYANAN_2021))
    return Quantity("bytes_per_gradient", 2.0, Assumed("shared between devices in 16 bits", RAJBHANDARI_2019))
