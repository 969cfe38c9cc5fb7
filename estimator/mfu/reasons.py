"""Why each factor of the MFU is there, and what it was fitted on or read from."""

FITTED = "fitted by `make calibrate` on calibration/data/measurements.csv"

REASONS = {
    "matmul ceiling": (
        "the best matrix product ever measured on this accelerator, as a share of its peak (0.77 where none is known)",
        "stas00/ml-engineering, compute/accelerator",
    ),
    "kernels": ("what a well-run step reaches of that ceiling when nothing else slows it", FITTED),
    "precision": ("a lower precision stays further below its own peak than bf16: scaling, casts, 16-bit parts", FITTED),
    "attention": ("the attention core runs slower than matrix products, and in 16-bit at any precision", FITTED),
    "memory traffic": ("reading and writing activations between products: peak over bandwidth, over width", FITTED),
    "sparse routing": ("experts get few tokens each, and tokens travel to their experts and back", FITTED),
    "recompute": ("full recomputation repeats the forward pass, which MFU does not count as work", FITTED),
    "communication": ("gradients, weights and tensor-parallel activations that travel while the cores wait", FITTED),
    "pipeline bubble": ("stages that wait at the start and the end of a step", FITTED),
    "maturity": ("small models waste launches; software for a new accelerator takes years to ripen", FITTED),
    "practice": ("evaluation, warm-up and adapters: a timed run to a target against its own steady step", FITTED),
    "measured kin": ("how measurements of the same generation, precision and framework differ from the above", FITTED),
    "measured neighbours": ("how the nearest measured configurations differ from the above", FITTED),
    "whole run": (
        "what published runs keep of a step (restarts, evaluation, slow phases, old code); they vary less than steps",
        FITTED,
    ),
    "counting": (
        "the answer counts this share of the work that the model counts (6N and causal attention)",
        "arXiv 2204.02311 appendix B",
    ),
}
