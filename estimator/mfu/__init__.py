"""The MFU to expect: what a step reaches on an accelerator, and what a whole run keeps of it."""

from estimator.mfu.evidence import Evidence, evidence_from
from estimator.mfu.expectation import ExpectedMfu, Factor, expected_mfu
from estimator.mfu.situation import Accelerator, Situation, accelerator_facts

__all__ = [
    "Accelerator",
    "Evidence",
    "ExpectedMfu",
    "Factor",
    "Situation",
    "accelerator_facts",
    "evidence_from",
    "expected_mfu",
]
