"""What is behind an error: Beam wraps what is raised while it runs a step."""

import errno


def full_disk(error: BaseException | None) -> OSError | None:
    """The error of a disk that is full or not to be written to, behind another one."""
    while error is not None:
        if isinstance(error, OSError) and error.errno in (errno.ENOSPC, errno.EDQUOT, errno.EROFS):
            return error
        error = error.__cause__ or error.__context__
    return None


def was_interrupted(error: BaseException | None) -> bool:
    """Whether Ctrl-C or SIGTERM is behind an error."""
    while error is not None and not isinstance(error, KeyboardInterrupt):
        error = error.__cause__ or error.__context__
    return error is not None
