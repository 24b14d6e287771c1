"""`python -m photosearch` is the command `photosearch`."""

from photosearch.cli.main import main

if __name__ == "__main__":
    main()
