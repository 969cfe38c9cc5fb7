"""How requests reach the app: HTTP or Socket Mode."""
