"""What a run usually takes where nobody said so: the length of its sequences, its batch and its accelerators."""

import math

from estimator.calculation.papers import BERGSMA_2025, BROWN_2020, FLEETS, LLAMA_2, LLAMA_3
from estimator.calculation.quantity import Assumed, Fact, Given, Quantity, Source
from estimator.catalogue.entries import Accelerator, Model
from estimator.request import Request

_SEQUENCE = 4096
# GPT-3 7B was trained in batches of 2M tokens, Llama 2 70B of 4M, Llama 3 405B of 16M.
_BATCH, _BATCH_SIZE, _BATCH_GROWTH = 2e6, 7e9, 0.4
_BATCH_RANGE = (0.25e6, 16e6)
_BATCH_SOURCES = ((20e9, BROWN_2020), (200e9, LLAMA_2), (math.inf, LLAMA_3))
# The batch that trains best grows with the tokens, whatever the size; GPT-3 7B had its 2M on 300B tokens. Fewer tokens
# than a tenth of the parameters go on with a trained model, in the batch of its size.
_BATCH_TOKENS, _BATCH_TOKENS_GROWTH, _FROM_SCRATCH = 300e9, 0.383, 0.1
SMALL_FINE_TUNE = 1e9
_FINE_TUNING_BATCH = 128 * 4096
_LEAST_STEPS = 300
_ACCELERATORS_TO_A_SEQUENCE = 8
# A regression of ln(accelerators) on ln(6·N·D) over the catalogue's 43 published runs of class A or B that state both
# gives a slope of 0.51 (standard error 0.03) through 1,060 at 5e23 FLOP; 80 % of the runs lie within 2.5 times this.
_FLEET, _FLEET_COMPUTE, _FLEET_GROWTH, _FLEET_SPREAD = 1000, 5e23, 0.52, 2.5
# A number of nodes is exact to so many binary digits, at most to 16 nodes.
_EXACT_BITS = 7
_LARGEST_STEP = 16


def sequence_length(request: Request, model: Model | None) -> Quantity:
    """The training sequence: as given, as published for the model, or a usual length."""
    if request.sequence_length:
        return Quantity("sequence_length", request.sequence_length, Given("seq"))
    if model and model.sequence_length:
        origin = Fact(model.shape_source) if model.shape_source else Assumed("the length that it was published with")
        return Quantity("sequence_length", model.sequence_length, origin)
    context = model.shape.context if model and model.shape else 0
    length = min(_SEQUENCE, context or _SEQUENCE)
    return Quantity("sequence_length", length, Assumed("a usual length of pre-training sequences"))


def batch_tokens(request: Request, active_parameters: float, tokens: float, length: float, count: int) -> Quantity:
    """Tokens of an optimizer step: as given, or usual for the size, in whole sequences.

    There are at least a few hundred steps, and a sequence for every eight accelerators.
    """
    if request.batch_tokens:
        return Quantity("batch_tokens", request.batch_tokens, Given("batch"))
    if request.batch_sequences:
        return Quantity("batch_tokens", request.batch_sequences * length, Given("batch in sequences"))
    if request.method not in (None, "pretrain"):
        usual, reason = float(_FINE_TUNING_BATCH), Assumed("usual in fine-tuning: 128 sequences of 4k")
    else:
        usual, reason = _pretraining_batch(active_parameters, tokens)
    sequences = max(1, round(min(usual, tokens / _LEAST_STEPS) / length))
    batch = tokens_for_all(sequences * length, length, count)
    if batch > sequences * length:
        return Quantity("batch_tokens", batch, Assumed("a sequence for every eight accelerators"))
    return Quantity("batch_tokens", batch, reason)


def _pretraining_batch(active_parameters: float, tokens: float) -> tuple[float, Assumed]:
    by_size = _BATCH * (active_parameters / _BATCH_SIZE) ** _BATCH_GROWTH
    by_data = _BATCH * (tokens / _BATCH_TOKENS) ** _BATCH_TOKENS_GROWTH
    if by_data < by_size and tokens > _FROM_SCRATCH * active_parameters:
        return max(by_data, _BATCH_RANGE[0]), Assumed("usual for so many tokens: 2M for 300B", BERGSMA_2025)
    reason = Assumed("usual for the size: from 2M tokens at 7B to 16M at 405B", _batch_source(active_parameters))
    return min(max(by_size, _BATCH_RANGE[0]), _BATCH_RANGE[1]), reason


def tokens_for_all(batch: float, length: float, count: float) -> float:
    """A usual batch [token], grown so that accelerators have a sequence for every eight of them; arrays pass too."""
    return max(batch, math.ceil(count / _ACCELERATORS_TO_A_SEQUENCE) * length)


def accelerators(request: Request, accelerator: Accelerator, active_parameters: float, tokens: float) -> Quantity:
    """How many accelerators: as given, or what published runs of that much work used, in whole nodes from one on."""
    if request.accelerators:
        return Quantity("accelerators", request.accelerators, Given("accelerators"))
    usual = _FLEET * (6 * active_parameters * tokens / _FLEET_COMPUTE) ** _FLEET_GROWTH
    fleet = float(whole_nodes(usual, accelerator.node_size))
    origin = Assumed(f"as many as published runs of that much work used, within a factor {_FLEET_SPREAD:g}", FLEETS)
    return Quantity("accelerators", fleet, origin, max(1.0, fleet // _FLEET_SPREAD), fleet * _FLEET_SPREAD)


def whole_nodes(accelerators: float, node: int) -> int:
    """At least so many accelerators, in whole nodes from one on.

    Beyond 128 nodes in multiples that layouts divide evenly: 24,216 accelerators share hardly any work.
    """
    least = max(1, math.ceil(accelerators))
    if least <= node:
        return least
    nodes = -(-least // node)
    step = min(1 << max(nodes.bit_length() - _EXACT_BITS, 0), _LARGEST_STEP)
    return -(-nodes // step) * step * node


def _batch_source(active_parameters: float) -> Source:
    return next(source for limit, source in _BATCH_SOURCES if active_parameters < limit)
