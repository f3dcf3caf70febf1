"""The command that shows a library: serve."""

from __future__ import annotations

import webbrowser
from functools import partial
from secrets import token_urlsafe
from threading import Thread
from typing import Annotated

import typer

from crosslight.cli.common import loading, plainly
from crosslight.cli.library import HERE, Local, Where
from crosslight.errors import CrosslightError

# Not among the ports that other programs are known for.
PORT = 8417


def serve(
    library: Where = HERE,
    host: Annotated[
        str, typer.Option(metavar="HOST", help="Where to listen; beyond this machine, with a token only.")
    ] = "127.0.0.1",
    port: Annotated[int, typer.Option(min=0, max=65535, help="0 is a free one.")] = PORT,
    browser: Annotated[
        bool, typer.Option("--browser/--no-browser", help="Open the page in a browser.")
    ] = True,
    allow_local: Local = False,
) -> None:
    """Show a library in the browser, and as an API; Ctrl-C ends it.

    Example: crosslight serve --library news.db --port 8000 --no-browser
    """
    with plainly():
        with loading():
            from crosslight.cli.gathering import fetched
            from crosslight.fetching import Fetcher
            from crosslight.web import app
            from crosslight.web.guard import LOOPBACK, NUMBERS
            from crosslight.web.serving import server

        token = None if host in LOOPBACK else token_urlsafe(32)
        everywhere = host in ("0.0.0.0", "::")  # noqa: S104 - asked for, and with a token only
        made = app(
            library,
            token=token,
            hosts=(*LOOPBACK, NUMBERS if everywhere else host),
            fetch=partial(fetched, fetcher=Fetcher(allow_local=allow_local)),
        )

        def ready(bound: int) -> None:
            own = "127.0.0.1" if everywhere else f"[{host}]" if ":" in host else host
            address = f"http://{own}:{bound}/" + (f"?token={token}" if token else "")
            typer.echo(f"{made.state.desk.library.name}: {address}  (Ctrl-C ends it)")
            if browser:
                # In a thread: a browser in the terminal would hold the server up.
                Thread(target=webbrowser.open, args=(address,), daemon=True).start()

        try:
            server(made, host, port, ready).run()
        except KeyboardInterrupt:
            # How one ends it.
            return
        except SystemExit as error:
            # What uvicorn leaves with where the port is taken, say: why, it has told already.
            raise CrosslightError(f"cannot listen on {host}, port {port}") from error
