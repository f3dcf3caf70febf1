"""A job on two separate executors, in a process of its own: `python -m tests.spark.cluster INPUT DIR`."""

from __future__ import annotations

import sys
from pathlib import Path

from crosslight.spark import job
from crosslight.spark.session import session, stop
from tests.spark.cheap import CHEAP, SMALL
from tests.spark.standin import group


def main(given: str, out: str) -> None:
    """Run the job."""
    log = Path(f"{out}.log")
    begun = session("local-cluster[2,1,1024]", log, **SMALL, **{"spark.executor.memory": "512m"})
    try:
        job.run(begun, [given], Path(out), group=group, works=CHEAP)
    finally:
        stop(begun)


if __name__ == "__main__":
    main(*sys.argv[1:])
