"""`python -m bench`: every measurement, one after another."""

from bench import bot

bot.main()
