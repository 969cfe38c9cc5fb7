"""How right the estimates are: the estimator on tables of real runs."""
