"""What all tests share: nothing of the terminal of whoever runs them."""

import os

# The width of a terminal, or of a worker of pytest-xdist, which pretends to be one of 80 characters.
os.environ.pop("COLUMNS", None)
