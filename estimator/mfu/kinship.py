"""Which measurements speak for which run: accelerators of one generation, frameworks of one family."""

from estimator.mfu.situation import Situation

GENERATIONS = {
    "a100": "ampere",
    "a800": "ampere",
    "h100": "hopper",
    "h800": "hopper",
    "h200": "hopper",
    "gh200": "hopper",
    "b100": "blackwell",
    "b200": "blackwell",
    "gb200": "blackwell",
    "b300": "blackwell-ultra",
    "gb300": "blackwell-ultra",
    "mi300x": "cdna3",
    "mi325x": "cdna3",
    "mi350x": "cdna4",
    "mi355x": "cdna4",
}
FAMILIES = (
    ("megatron-deepspeed", "deepspeed"),
    ("deepspeed", "deepspeed"),
    ("megatron", "megatron"),
    ("nemo", "megatron"),
    ("nvidia", "megatron"),
    ("ngc", "megatron"),
    ("llm-foundry", "fsdp"),
    ("lit-gpt", "fsdp"),
    ("torchtitan", "torchtitan"),
    ("maxtext", "jax"),
    ("pax", "jax"),
    ("axlearn", "jax"),
    ("t5x", "jax"),
    ("jax", "jax"),
    ("neox", "gpt-neox"),
    ("internevo", "internevo"),
    ("neuron", "neuron"),
    ("colossal", "colossal"),
)
VENDOR_STACKS = {"ampere": "megatron", "hopper": "megatron", "blackwell": "megatron", "blackwell-ultra": "megatron"}


def generation(identifier: str) -> str:
    """The generation of an accelerator: those with the same cores; an accelerator of its own where none is known."""
    return GENERATIONS.get(identifier.partition("-")[0], identifier)


def framework_family(situation: Situation) -> str | None:
    """The family of the framework that is named, or the maker's own where a tuned run names none."""
    text = (situation.framework or "").lower()
    for word, family in FAMILIES:
        if word in text:
            return family
    if text or situation.practice != "tuned":
        return None
    if situation.accelerator.identifier.startswith("tpu"):
        return "jax"
    return VENDOR_STACKS.get(generation(situation.accelerator.identifier))


def is_sparse(situation: Situation) -> bool:
    """Whether a token passes only some of the parameters."""
    return situation.parameters > 1.5 * situation.active_parameters


def effect_keys(situation: Situation) -> dict[str, str]:
    """The group of each kind that a run belongs to: what is measured on one member shifts the others."""
    identifier = situation.accelerator.identifier
    family = generation(identifier)
    framework = framework_family(situation)
    practice = "step" if situation.practice == "typical" else situation.practice
    keys = {
        "generation": family,
        "accelerator": identifier,
        "precision": f"{family} {situation.precision}",
        "sparsity": f"{family} {'sparse' if is_sparse(situation) else 'dense'}",
        "practice": f"{family} {practice} {'lora' if situation.method == 'lora' else 'full'}",
    }
    if framework:
        keys |= {"framework": framework, "framework on generation": f"{framework} {family}"}
    return keys
