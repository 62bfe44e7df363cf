"""The tables that a run writes: one pandera model each, and the data package descriptor derived from them."""
