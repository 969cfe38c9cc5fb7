"""What engineering says about each coefficient before any fit: centre, standard deviation, and the reason."""

PRIORS = {
    "kernels_log": (-0.1, 0.3, "logarithm of what a step reaches of the matmul ceiling when nothing else slows it"),
    "attention_cost": (1.3, 0.5, "time of the causal attention core per FLOP, over that of a matrix product in 16-bit"),
    "old_attention_cost": (1.0, 1.0, "the same, on top, before 2024: kernels that did not skip the masked half"),
    "memory_passes": (4.0, 4.0, "activation reads and writes a layer and token that nothing hides"),
    "sparse_cost": (0.5, 0.7, "time of routing, imbalance and small experts, over that of the linear compute"),
    "sparse_passes": (
        4.0,
        6.0,
        "activation passes a layer on top in a sparse model: dispatch, permutation, combination",
    ),
    "recompute_cost": (
        0.6,
        0.3,
        "share of the repeated forward pass that a full recompute costs; larger batches pay back",
    ),
    "exchange_exposed": (0.005, 0.005, "exposed share of the gradient exchange, divided by the model-parallel degree"),
    "tensor_exposed": (0.5, 0.3, "exposed share of the tensor-parallel all-reduces"),
    "bubble_exposed": (0.6, 0.2, "share of the plain pipeline bubble that interleaved schedules leave"),
    "fp8_log": (-0.1, 0.15, "logarithm of how far fp8 stays below its own peak, against bf16"),
    "fp4_log": (-0.3, 0.3, "the same for fp4"),
    "int8_log": (0.0, 0.2, "the same for int8 (AQT)"),
    "fp16_log": (-0.05, 0.07, "the same for fp16: loss scaling, skipped steps, older code"),
    "small_log": (-0.1, 0.15, "logarithm lost for each factor e below 3B parameters: launches and short products"),
    "newness_log": (-0.2, 0.15, "logarithm lost on an accelerator's first day, fading with 1.5 years: unripe software"),
    "lora_log": (-0.05, 0.15, "logarithm lost by adapters: small products beside the frozen ones"),
    "lora_doubling_log": (-0.05, 0.03, "logarithm lost by adapters for each doubling beyond 8 accelerators"),
    "tuned_log": (-0.08, 0.15, "logarithm that a timed run loses against its steady step: evaluation, warm-up"),
}
EFFECT_DEVIATIONS = {
    "generation": 0.10,
    "accelerator": 0.08,
    "precision": 0.10,
    "sparsity": 0.12,
    "practice": 0.05,
    "framework": 0.05,
    "framework on generation": 0.05,
}
REACH = 0.15
GROUP_DEVIATIONS = {"step": 0.10, "tuned": 0.045}
NOISE_DEVIATION = 0.05
