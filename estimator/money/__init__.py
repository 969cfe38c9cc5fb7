"""How long a run takes, what it costs and how much power it draws."""
