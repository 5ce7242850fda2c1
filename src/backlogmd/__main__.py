"""The command line's way in and its only way out."""

from __future__ import annotations

import os
import sys


def main(argv: list[str] | None = None) -> int:
    """Run backlogmd with *argv* (the process's arguments, if None) and give back the exit status.

    0: clean, 1: findings, 2: asked work could not be done. As the shell has it, 130 stands for an interruption from the
    keyboard and 141 for a reader that went away before everything was written.
    """
    from backlogmd.cli.main import run
    from backlogmd.errors import BacklogmdError

    for stream in (sys.stdout, sys.stderr):
        # A terminal or a log that knows fewer characters gets escapes, not a traceback.
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(errors="backslashreplace")
    try:
        status = run(sys.argv[1:] if argv is None else argv)
        if sys.stdout is not None:
            sys.stdout.flush()
        return status
    except BacklogmdError as error:
        return _failed(str(error))
    except KeyboardInterrupt:
        return 130
    except BrokenPipeError:
        _drop_output()
        return 141
    except OSError as error:
        # Files are read where such errors are caught; what is left is the output.
        if os.environ.get("BACKLOGMD_DEBUG"):
            raise
        _drop_output()
        return _failed(f"the output cannot be written: {(error.strerror or str(error)).lower()}")
    except Exception as error:
        if os.environ.get("BACKLOGMD_DEBUG"):
            raise
        return _failed(
            f"internal error, which is a fault of backlogmd: {type(error).__name__}: {error}; "
            "please report it with the file and the traceback that BACKLOGMD_DEBUG=1 shows"
        )


def _failed(message: str) -> int:
    """Say in one line why there is no other result; the exit status for it."""
    from contextlib import suppress

    from backlogmd.report._results import printable

    with suppress(BrokenPipeError):
        print(f"backlogmd: {printable(message)}", file=sys.stderr)  # noqa: T201 - the command line's last word
    return 2


def _drop_output() -> None:
    """Let what is still in the buffer go nowhere: Python would complain once more when it closes the stream."""
    os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())


def entry() -> int:
    """What the installed command runs: `main` in a process of its own, which ends before garbage matters."""
    import gc

    gc.disable()
    return main()


if __name__ == "__main__":
    sys.exit(entry())
