"""Fitting what the estimator assumes about utilization to measured runs; never imported by the estimator."""
