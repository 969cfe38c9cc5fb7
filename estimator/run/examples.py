"""Complete requests to offer in the place of one that lacks something."""

from estimator.calculation.numbers import scaled
from estimator.language.amounts import SMALLEST_QUANTITY
from estimator.request import Request

# tokens for each parameter: what a compute budget is best spent on (Hoffmann et al. 2022), and what models meant to be
# used for long take, as Llama 3 70B did on 15T
COMPUTE_OPTIMAL, OVERTRAINED = 20, 200
EXAMPLES = ("70B 1.4T h100", "llama-3.1-8b 512xh100", "llama-2-70b a100")
_ACCELERATOR = "h100"
_FLEET = 1_024
# from here on more than a node is usual
_LARGE = 3e9


def with_tokens(request: Request, parameters: float) -> tuple[str, ...]:
    """The request with few tokens and with many for so many parameters, and on a number of accelerators."""
    optimal, many = (_in_words(ratio * parameters) for ratio in (COMPUTE_OPTIMAL, OVERTRAINED))
    text, accelerator = " ".join(request.text.split()), "" if request.accelerator else f" {_ACCELERATOR}"
    found = [f"{text} {optimal}{accelerator}", f"{text} {many}{accelerator}"]
    if request.accelerators is None and parameters >= _LARGE:
        fleet = f" gpus={_FLEET}" if request.accelerator else f" {_FLEET}x{_ACCELERATOR}"
        found.append(f"{text} {optimal}{fleet}")
    return tuple(found)


def _in_words(tokens: float) -> str:
    return f"tokens={scaled(tokens, 2)}" if tokens < SMALLEST_QUANTITY else scaled(tokens, 2)
