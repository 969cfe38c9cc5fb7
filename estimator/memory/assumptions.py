"""What we assume of a training run's memory where nobody said so, each with its reason."""

from functools import cache

from msgspec import Struct

from estimator.calculation.papers import (
    BITSANDBYTES,
    DETTMERS_2021,
    DEVICE_QUERY,
    FINE_TUNING,
    MUON,
    NARAYANAN_2021,
    RAJBHANDARI_2019,
    SHAZEER_2018,
    SIMUMAX,
    T4_MEMORY,
    ZHAO_2023,
)
from estimator.calculation.quantity import Assumed, Quantity, Source
from estimator.catalogue.entries import Figure

_GIB = 2**30

USABLE_SHARE = Quantity("usable_share", 0.94, Assumed("share of the memory that SimuMax fills", SIMUMAX), 0.9, 0.97)
EXPOSED_SHARE = Quantity(
    "exposed_share", 0.2, Assumed("most of the exchange hides behind the backward pass", ZHAO_2023), 0.05, 0.5
)
# Where no product was ever measured: the median of the measured ceilings over their peaks.
UNMEASURED_CEILING = 0.75
# byte/s: from here on memory is HBM or a game card's, which keep nothing back for error correction
_FAST_MEMORY = 900e9


class _Optimizer(Struct, frozen=True):
    """The bytes that an optimizer keeps for a trained weight: its moments, and a master copy of a 16-bit weight."""

    moments: float
    master_copy: float
    reason: str
    source: Source


_OPTIMIZERS = {
    "adam": _Optimizer(8, 4, "Adam: master copy and two moments in 32 bits", RAJBHANDARI_2019),
    "adam-8bit": _Optimizer(2, 0, "8-bit Adam: two moments of a byte each, no master copy", DETTMERS_2021),
    "paged-adam-8bit": _Optimizer(
        0, 0, "paged 8-bit Adam: moments move to the host where memory runs out", BITSANDBYTES
    ),
    "adafactor": _Optimizer(
        0, 4, "Adafactor: master copy in 32 bits, second moments as sums of rows and columns", SHAZEER_2018
    ),
    "muon": _Optimizer(4, 4, "Muon: master copy and one momentum in 32 bits", MUON),
    "sgd": _Optimizer(4, 4, "SGD with momentum: master copy and one momentum in 32 bits", RAJBHANDARI_2019),
}
_FULL_PRECISION = ("fp32", "tf32")
_SHARING_GRADIENTS = 2
_WEIGHT_AND_GRADIENT = 8


@cache
def bytes_of_states(precision: str, optimizer: str, zero: int, *, pretrains: bool) -> dict[str, Quantity]:
    """Bytes of a weight, its gradient and its optimizer state, by the precision trained in; 8-bit formats keep 16.

    Raises KeyError for an optimizer that is not known.
    """
    full = precision in _FULL_PRECISION
    kept = _OPTIMIZERS[optimizer]
    state = kept.moments + (0 if full else kept.master_copy)
    found = (
        Quantity("bytes_per_weight", 4.0 if full else 2.0, Assumed("weights are multiplied with in this format")),
        _gradient_bytes(full, pretrains and zero < _SHARING_GRADIENTS),
        Quantity("bytes_per_optimizer_state", state, Assumed(kept.reason, kept.source)),
        Quantity("bytes_per_activation", 4.0 if full else 2.0, Assumed(f"trained in {precision}")),
    )
    return {quantity.name: quantity for quantity in found}


def adapter_bytes(optimizer: str) -> Quantity:
    """Bytes of a trained adapter weight with its gradient, both in 32 bits, and its moments."""
    kept = _OPTIMIZERS[optimizer]
    reason = f"an adapter and its gradient in 32 bits; {kept.reason}"
    return Quantity("bytes_per_adapter_weight", _WEIGHT_AND_GRADIENT + kept.moments, Assumed(reason, kept.source))


def framework_memory(labelled: float) -> Quantity:
    """What framework, communication buffers and fragmentation take: 6 GiB, on small devices in proportion."""
    value = 6.0 * _GIB * min(labelled / 80e9, 1)
    reason = "framework, communication buffers and fragmentation: 6 GiB of 80, as SimuMax allows"
    return Quantity("framework_memory", value, Assumed(reason, SIMUMAX), value / 3, value * 5 / 3)


def addressable_share(bandwidth: Figure | None) -> Quantity:
    """What a program can address for each gigabyte on the label, by the memory's bandwidth: gigabytes are 2^30 bytes.

    The driver keeps a little, and boards with slower memory a sixteenth for error correction.
    """
    if bandwidth and bandwidth.value >= _FAST_MEMORY:
        reason = Assumed("labels count 2^30 bytes, of which the driver keeps a little", DEVICE_QUERY)
        return Quantity("addressable_share", 1.06, reason, 1.05, 1.07)
    reason = Assumed("labels count 2^30 bytes, of which error correction keeps a sixteenth", T4_MEMORY)
    return Quantity("addressable_share", 0.98, reason, 0.97, 1.07)


def _gradient_bytes(full: bool, summed: bool) -> Quantity:
    if full:
        return Quantity("bytes_per_gradient", 4.0, Assumed("in the format of its weight", RAJBHANDARI_2019))
    if summed:
        return Quantity("bytes_per_gradient", 4.0, Assumed("summed in 32 bits over micro-batches", NARAYANAN_2021))
    return Quantity("bytes_per_gradient", 2.0, Assumed("in 16 bits, as its weight", FINE_TUNING))
