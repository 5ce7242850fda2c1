"""Writes files so that no text is lost: the one place that changes what is on the disk.

What holds whenever the process ends, be it by a signal or a loss of power:

- A file is written beside itself and then put in its place in one step, so that its name always leads to the old text
  or to the new one.
- A file with several names (hard links), or one that cannot be replaced (its folder is not writable, its name is a
  mount point), is written in place, so that it stays the same file. Until the new text is synced, the old one is kept
  in a backup: beside the file, or in the folder for temporary files where its own cannot be written. A process that is
  killed then may leave a part of the new text, and always leaves the backup.

What a killed process leaves behind is called `.NAME.….backlogmd-new` or `.NAME.….backlogmd-old`: hidden, and never
taken for a backlog.
"""

# ruff: noqa: PTH105, PTH108, PTH116, PTH118, PTH119, PTH120

from __future__ import annotations

import errno
import os
import stat
from contextlib import suppress

from backlogmd.errors import BacklogmdError

NEW, OLD = ".backlogmd-new", ".backlogmd-old"
"""How the names of temporary files and of backups end."""

# The rest of the 255 bytes that a name may have is for what makes it unique.
_LONGEST_PREFIX = 180

# Files are bytes; on Windows, descriptors are opened for text unless one says otherwise.
_BINARY = getattr(os, "O_BINARY", 0)


class UnwritableFileError(BacklogmdError):
    """A file cannot be written. The file holds its old text, or the message says where that is."""


class StaleFileError(UnwritableFileError):
    """A file was changed by someone else between reading and writing it."""


def replace_file(path: str, content: bytes, expected: bytes | None = None) -> None:
    """Give the existing file at *path* another content; the module says what holds if this is interrupted.

    Symbolic links are followed. The mode is kept; owner and group are as far as this user may set them. With
    *expected*, the file is left alone unless it still holds that: it is compared right before it is written, which
    leaves a moment so short that only a lock, which editors do not take, would close it.

    Raises `UnwritableFileError` if the file does not exist, is read-only (by its mode also for root) or cannot be
    written, and `StaleFileError` if it does not hold *expected*.
    """
    target = os.path.realpath(path)
    try:
        status = os.stat(target)
    except OSError as error:
        raise UnwritableFileError(f"{path}: not written: {_reason(error)}") from None
    if not stat.S_ISREG(status.st_mode):
        raise UnwritableFileError(f"{path}: not written: not a regular file")
    if not _is_writable(target, status):
        raise UnwritableFileError(f"{path}: not written: the file is read-only; make it writable or leave it out")
    try:
        folder = os.path.dirname(target)
        in_folder = _is_writable(folder, os.stat(folder))
        if status.st_nlink > 1 or not in_folder or not _replace(path, target, status, content, expected):
            _overwrite(path, target, folder if in_folder else None, content, expected)
    except OSError as error:
        raise UnwritableFileError(f"{path}: not written: {_reason(error)}; the file is as it was") from None


def write_file(path: str, content: bytes) -> None:
    """Make *content* what the file at *path* holds, whether there is such a file or not; never only a part of it.

    A file that is there is replaced as `replace_file` does it. What is no file but can be written, such as a pipe,
    takes the content as it comes.

    Raises `UnwritableFileError` if that cannot be done.
    """
    try:
        try:
            status = os.stat(path)
        except FileNotFoundError:
            _create(os.path.realpath(path), content)
            return
        if not stat.S_ISREG(status.st_mode):
            descriptor = os.open(path, os.O_WRONLY | _BINARY)
            try:
                _write(descriptor, content)
            finally:
                os.close(descriptor)
            return
    except OSError as error:
        raise UnwritableFileError(f"{path}: not written: {_reason(error)}") from None
    replace_file(path, content)


def _create(target: str, content: bytes) -> None:
    """Make a new file that has the mode of any new file, whole from the moment it has its name."""
    folder, name = os.path.split(target)
    prefix = os.fsencode(name)[:_LONGEST_PREFIX].decode("utf-8", "ignore")
    new = os.path.join(folder, f".{prefix}.{os.urandom(4).hex()}{NEW}")
    descriptor = os.open(new, os.O_WRONLY | os.O_CREAT | os.O_EXCL | _BINARY, 0o666)
    try:
        _write_all(descriptor, content)
        os.replace(new, target)
    except BaseException:
        _remove(new)
        raise
    _sync_folder(folder)


def _is_writable(path: str, status: os.stat_result) -> bool:
    # Root may write everything, which is no reason to write what is marked as read-only.
    return bool(status.st_mode & 0o222) and os.access(path, os.W_OK)


def _replace(path: str, target: str, status: os.stat_result, content: bytes, expected: bytes | None) -> bool:
    """Put a new file in the place of *target*; False if this place lets no file be replaced."""
    try:
        descriptor, new = _create_beside(target, os.path.dirname(target), NEW)
        try:
            try:
                _write(descriptor, content)
                _keep_owner_and_mode(descriptor, status)
                os.fsync(descriptor)
            finally:
                os.close(descriptor)
            _check(path, target, expected)
            os.replace(new, target)
        except BaseException:
            _remove(new)
            raise
    except OSError as error:
        # Not ours in a folder like /tmp, or mounted by itself, as containers have it.
        if isinstance(error, PermissionError) or error.errno == errno.EBUSY:
            return False
        raise
    _sync_folder(os.path.dirname(target))
    return True


def _overwrite(path: str, target: str, folder: str | None, content: bytes, expected: bytes | None) -> None:
    """Write into the file itself, with a backup in *folder*, or else in the folder for temporary files."""
    descriptor = os.open(target, os.O_RDWR | _BINARY)
    try:
        old = _read(descriptor)
        if expected is not None and old != expected:
            raise _stale(path)
        backup = _back_up(target, folder, old)
        try:
            _fill(descriptor, content)
        except BaseException as error:
            try:
                _fill(descriptor, old)
            except OSError:
                what = f"{path}: only a part was written: {_reason(error)}; the old text is in {backup}"
                raise UnwritableFileError(what) from None
            _remove(backup)
            raise
        _remove(backup)
    finally:
        os.close(descriptor)


def _write_all(descriptor: int, content: bytes) -> None:
    """Write and sync *content*, and close the file whatever happens."""
    try:
        _write(descriptor, content)
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


def _back_up(target: str, folder: str | None, old: bytes) -> str:
    """Keep *old* in a file that only this user can read, until it is removed."""
    descriptor, backup = _create_beside(target, folder, OLD)
    try:
        _write_all(descriptor, old)
    except BaseException:
        _remove(backup)
        raise
    _sync_folder(os.path.dirname(backup))
    return backup


def _create_beside(target: str, folder: str | None, ending: str) -> tuple[int, str]:
    """A new empty file, for this user only, whose name tells which file it belongs to."""
    # Checks never write, so they need not pay for this.
    from tempfile import mkstemp

    name = os.fsencode(os.path.basename(target))[:_LONGEST_PREFIX].decode("utf-8", "ignore")
    return mkstemp(ending, f".{name}.", folder)


def _remove(temporary: str) -> None:
    # One that stays is hidden and does no harm; what became of the file itself matters more.
    with suppress(OSError):
        os.unlink(temporary)


def _keep_owner_and_mode(descriptor: int, status: os.stat_result) -> None:
    if not hasattr(os, "fchown"):
        # Windows, where a new file takes its rights from the folder.
        return
    for owner in (status.st_uid, -1):
        with suppress(OSError):
            os.fchown(descriptor, owner, status.st_gid)
            break
    # After the owner, for to change that takes rights away.
    os.fchmod(descriptor, stat.S_IMODE(status.st_mode))


def _check(path: str, target: str, expected: bytes | None) -> None:
    if expected is not None:
        descriptor = os.open(target, os.O_RDONLY | _BINARY)
        try:
            if _read(descriptor, len(expected) + 1) != expected:
                raise _stale(path)
        finally:
            os.close(descriptor)


def _stale(path: str) -> StaleFileError:
    return StaleFileError(f"{path}: not written: the file was changed since it was read; run this again")


def _fill(descriptor: int, content: bytes) -> None:
    """Make *content* all that an open file holds."""
    os.lseek(descriptor, 0, os.SEEK_SET)
    _write(descriptor, content)
    os.ftruncate(descriptor, len(content))
    os.fsync(descriptor)


def _write(descriptor: int, content: bytes) -> None:
    left = memoryview(content)
    while left:
        left = left[os.write(descriptor, left) :]


def _read(descriptor: int, size: int | None = None) -> bytes:
    """What an open file holds, or its first *size* bytes."""
    size = os.fstat(descriptor).st_size if size is None else size
    pieces = []
    while size > 0 and (piece := os.read(descriptor, size)):
        pieces.append(piece)
        size -= len(piece)
    return b"".join(pieces)


def _sync_folder(folder: str) -> None:
    """Make a new name in *folder* outlast a loss of power, where the system lets one sync a folder."""
    if not hasattr(os, "O_DIRECTORY"):
        return
    with suppress(OSError):
        descriptor = os.open(folder, os.O_RDONLY | os.O_DIRECTORY)
        try:
            os.fsync(descriptor)
        finally:
            os.close(descriptor)


def _reason(error: BaseException) -> str:
    strerror = getattr(error, "strerror", None)
    return (strerror or str(error) or type(error).__name__).lower()
