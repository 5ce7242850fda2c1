"""The command line's way in and its only way out."""

from __future__ import annotations

import os
import sys


def main(argv: list[str] | None = None) -> int:
    """Run backlogmd with *argv* (the process's arguments, if None) and give back the exit status.

    0: clean, 1: findings, 2: asked work could not be done.
    """
    from backlogmd.cli.main import run
    from backlogmd.errors import BacklogmdError

    for stream in (sys.stdout, sys.stderr):
        # A terminal or a log that knows fewer characters gets escapes, not a traceback.
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(errors="backslashreplace")
    try:
        status = run(sys.argv[1:] if argv is None else argv)
        sys.stdout.flush()
        return status
    except BacklogmdError as error:
        print(f"backlogmd: {error}", file=sys.stderr)
        return 2
    except KeyboardInterrupt:
        return 130
    except BrokenPipeError:
        # Whoever read the output has seen enough. Python would complain once more when it closes the stream.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 0
    except Exception as error:
        if os.environ.get("BACKLOGMD_DEBUG"):
            raise
        print(
            f"backlogmd: internal error, which is a fault of backlogmd: {type(error).__name__}: {error}; please report it "
            "with the file and the traceback that BACKLOGMD_DEBUG=1 shows",
            file=sys.stderr,
        )
        return 2


if __name__ == "__main__":
    sys.exit(main())
