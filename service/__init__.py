"""What chat, terminal and agents share: answers, models of one's own, and the market's prices."""
