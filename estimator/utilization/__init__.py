"""The MFU to expect: five factors of a run, fitted to measured ones, and what is known of this very run."""

from estimator.utilization.answer import Utilization, mfu_of, utilization

__all__ = ["Utilization", "mfu_of", "utilization"]
