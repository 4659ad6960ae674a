"""What all tests share: nothing of the terminal of whoever runs them, and no clock."""

import os

from hypothesis import settings

# The width of a terminal, or of a worker of pytest-xdist, which pretends to be one of 80 characters.
os.environ.pop("COLUMNS", None)

# A busy machine fails no test: speed is measured in benchmarks/.
settings.register_profile("no clock", deadline=None)
settings.load_profile("no clock")
