"""What fits in the place of a run that its accelerators do not hold: more, fewer weights trained, or larger ones."""

from collections.abc import Iterator

from estimator.calculation.quantity import Assumed
from estimator.catalogue.catalogue import Catalogue
from estimator.errors import RequestError
from estimator.memory.placing import Settled, settled
from estimator.request import Request
from estimator.run.run import Run, run_of

_ADAPTERS = ("lora", "qlora")


def that_fit(found: Settled, catalogue: Catalogue) -> tuple[Request, ...]:
    """The same request on the fewest that hold it, and on as many as were said with adapters, or with more memory."""
    run, asked = found.run, _whole(found.run)
    more = [asked.model_copy(update={"accelerators": found.fewest})] if found.fewest else []
    kinds = (_with_adapters(run), _larger(run, asked, catalogue))
    firsts = (next((one for one in kind if _holds(one, run, catalogue)), None) for kind in kinds)
    return (*more, *(one for one in firsts if one))


def _whole(run: Run) -> Request:
    """The request with the tokens and the number of accelerators that were assumed for it."""
    tokens = run.tokens.value if isinstance(run.tokens.origin, Assumed) else run.request.tokens
    return run.request.model_copy(update={"tokens": tokens, "accelerators": run.count})


def _with_adapters(run: Run) -> Iterator[Request]:
    """With few weights trained, where tokens that somebody said are not those of a whole training."""
    if run.method == "finetune" or (run.method == "pretrain" and isinstance(run.tokens.origin, Assumed)):
        asked = run.request.model_copy(update={"accelerators": run.count})
        return (asked.model_copy(update={"method": method}) for method in _ADAPTERS)
    return iter([_whole(run).model_copy(update={"method": "qlora"})] if run.method == "lora" else [])


def _larger(run: Run, asked: Request, catalogue: Catalogue) -> Iterator[Request]:
    """On accelerators of the same maker with more memory and a known price, the smallest first."""
    priced = {price.accelerator for price in catalogue.default_prices}
    found = [
        entry
        for entry in catalogue.accelerators
        if entry.vendor == run.accelerator.vendor
        and entry.memory.value > run.accelerator.memory.value
        and entry.id in priced
    ]
    if asked.price or asked.provider:
        return iter(())
    ranked = sorted(found, key=lambda entry: entry.memory.value)
    return (asked.model_copy(update={"accelerator": entry.id}) for entry in ranked)


def _holds(request: Request, run: Run, catalogue: Catalogue) -> bool:
    try:
        return settled(run_of(request, catalogue, run.as_of)).fits
    except RequestError:
        return False
