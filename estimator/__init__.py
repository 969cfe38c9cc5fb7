"""Turns a request and a catalogue into an estimate, and touches nothing else."""

from estimator.catalogue.loading import load_catalogue
from estimator.errors import EstimatorError
from estimator.estimate import Estimate, estimate
from estimator.request import Request

__all__ = ["Estimate", "EstimatorError", "Request", "estimate", "load_catalogue"]
