"""``python -m benchmarks.scale``: what benchmarks/measuring.py does.

It stands in a folder of its own because processes that are spawned import the main module again unless it is named
so, and then every engine's process would hold the libraries of all the others.
"""

from benchmarks.measuring import main

if __name__ == "__main__":
    main()
