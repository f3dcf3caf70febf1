"""The program: what `crosslight` and `python -m crosslight` start."""

import signal


def main() -> None:
    """Run the command line; an interrupt ends it without a traceback, from the first moment on."""
    heard = signal.getsignal(signal.SIGINT) is signal.default_int_handler
    if heard:
        # While modules load, nothing is open yet that would have to be tidied away.
        signal.signal(signal.SIGINT, signal.SIG_DFL)
    from crosslight.cli import run

    run(heard)


if __name__ == "__main__":
    main()
