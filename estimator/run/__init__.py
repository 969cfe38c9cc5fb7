"""What run is asked about: the model, its data and the machine, each with who says so."""
