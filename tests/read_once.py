"""The reference data as tests share them: read once in a process, well or not.

What belongs here: that alone. What does not: tests of the loader, which read folders of their own.
"""

from functools import cache

from pipeline.errors import ZhibiaoError
from pipeline.reference import Reference, load_reference


def reference() -> Reference:
    """The reference data of the repository.

    Raises what reading them raised, without reading them anew: a slip in a seed would let two thousand cases fail one
    by one, each after a second.
    """
    read = _read()
    if isinstance(read, ZhibiaoError):
        raise read.with_traceback(None)
    return read


@cache
def _read() -> Reference | ZhibiaoError:
    try:
        return load_reference()
    except ZhibiaoError as error:
        return error
