"""`make bench`: print every timing that the project promises, with its target."""

from bench import bot, estimates, terminal


def main() -> None:
    """Run each benchmark in turn; each prints its own lines."""
    for module in (estimates, terminal, bot):
        module.main()


if __name__ == "__main__":
    main()
