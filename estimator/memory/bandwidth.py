"""How fast an accelerator speaks to others, within its link domain and beyond, in byte/s of one direction."""

from estimator.calculation.quantity import Assumed, Fact, Origin, Quantity
from estimator.catalogue.entries import Accelerator, Figure
from estimator.memory.degrees import Degrees

_PCIE = (16e9, "no fast link: half of what PCIe 4.0 x16 could carry")
_NETWORK = (12.5e9, "no network is published: 100 Gbit/s for each accelerator")
_HOST = Quantity("data_bandwidth", 16e9, Assumed("weights come from the host: half of what PCIe 4.0 x16 could carry"))
_POD = 64


class Bandwidths:
    """The bandwidths of one accelerator; link figures are published with both directions added, network's are not."""

    def __init__(self, accelerator: Accelerator) -> None:
        self._domain = accelerator.link_domain
        self._link = _one_way(accelerator.link_bandwidth, 0.5, _PCIE)
        no_network = accelerator.network_bandwidth is None and accelerator.link_domain >= _POD
        self._network = self._link if no_network else _one_way(accelerator.network_bandwidth, 1.0, _NETWORK)

    def numbers(self, degrees: Degrees) -> dict[str, float]:
        """The same as plain numbers."""
        inner = degrees.tensor * degrees.context
        data = _HOST.value if degrees.offload else self._number(inner * degrees.data)
        return {
            "link_bandwidth": self._number(degrees.tensor),
            "context_bandwidth": self._number(inner),
            "expert_bandwidth": self._number(degrees.expert),
            "data_bandwidth": data,
        }

    def under(self, degrees: Degrees) -> dict[str, Quantity]:
        """The bandwidth that each kind of parallelism has; tensor lies innermost, then context, experts and data."""
        inner = degrees.tensor * degrees.context
        reaches = {
            "link_bandwidth": degrees.tensor,
            "context_bandwidth": inner,
            "expert_bandwidth": degrees.expert,
            "data_bandwidth": inner * degrees.data,
        }
        found = {name: self._at(name, reach) for name, reach in reaches.items()}
        return found | {"data_bandwidth": _HOST} if degrees.offload else found

    def _number(self, reach: int) -> float:
        return self._link[0] if reach <= self._domain else self._network[0]

    def _at(self, name: str, reach: int) -> Quantity:
        value, origin = self._link if reach <= self._domain else self._network
        return Quantity(name, value, origin)


def _one_way(figure: Figure | None, share: float, otherwise: tuple[float, str]) -> tuple[float, Origin]:
    if figure is None:
        return otherwise[0], Assumed(otherwise[1])
    note = "half of both directions" if share < 1 else figure.note
    return figure.value * share, Fact(figure.source, figure.verified, note)
