"""`make bench`: print every timing that the project promises, with its target."""

from bench import bot, estimates, plans, terminal

if __name__ == "__main__":
    for module in (estimates, plans, terminal, bot):
        module.main()
