"""The code bases whose kernels were measured beside those of chip makers, by the words that name them."""

_STACKS = (
    ("deepspeed", "deepspeed"),
    ("llm-foundry", "llm-foundry"),
    ("torchtitan", "torchtitan"),
    ("neox", "gpt-neox"),
    ("internevo", "internevo"),
    ("colossal", "colossalai"),
    ("llm.c", "llm.c"),
    ("nanochat", "nanochat"),
    ("nanotron", "nanotron"),
    ("axlearn", "axlearn"),
    ("maxtext", "maxtext"),
    ("fsdp", "fsdp"),
)

VENDOR_STACKS = ("megatron", "nemo")
"""What makers of chips publish with: the usual level of kernels is theirs."""


def stack_of(framework: str) -> str:
    """The code base that a text names; "" for the chip maker's own and where none is named."""
    return next((name for word, name in _STACKS if word in framework.lower()), "")
