"""`python -m folkways` is `folkways`."""

from folkways.cli import main

main()
