"""The version, which packaging reads from here too."""

__all__ = ["__version__"]

__version__ = "0.1.0"
