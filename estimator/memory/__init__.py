"""What fits where: parallel layouts, the memory of one accelerator, and the smallest number that will do."""
