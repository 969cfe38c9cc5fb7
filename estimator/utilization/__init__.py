"""The MFU to expect: five factors of a run, fitted to measured ones, and what is known of this very run."""

from estimator.utilization.of_request import facts_of, utilization

__all__ = ["facts_of", "utilization"]
