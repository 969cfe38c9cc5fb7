"""`python -m estimator` is the `llmcost` command."""

from terminal.main import main

if __name__ == "__main__":
    main()
