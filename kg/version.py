"""The version, which packaging reads from here too."""

__all__ = ["__version__", "full_version"]

__version__ = "0.1.0"


def full_version(build: str = "") -> str:
    """Return the version with that of a build (a hash of every file that it was made from), if there is one.

    >>> full_version("468259a9c4b8e28f") == f"{__version__}+468259a9c4b8e28f"
    True
    """
    return f"{__version__}+{build}" if build else __version__
