"""`python -m photosearch.engine` is the engine process."""

import sys

from photosearch.engine.door import run

if __name__ == "__main__":
    sys.exit(run())
