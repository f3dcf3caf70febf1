"""A session of Spark: on this machine or on a cluster; its own words in a file, not on the terminal."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from importlib.util import find_spec
from pathlib import Path
from typing import IO, TYPE_CHECKING, Any

from crosslight.errors import CrosslightError, PipelineError

if TYPE_CHECKING:
    from pyspark.sql import SparkSession

# All cores of this machine; a task that fails is tried again, up to four times in all.
LOCAL = "local[*,4]"
JAVA = 17
_INSTALL = "pip install 'crosslight[spark]'"
_RUNTIME = f"a Java {JAVA} runtime (on Debian or Ubuntu: apt install openjdk-{JAVA}-jre-headless)"

_ALWAYS = {
    "spark.app.name": "crosslight",
    "spark.sql.parquet.compression.codec": "zstd",
    "spark.ui.showConsoleProgress": "false",
}
# The work is Python's: what a second compiler and more collectors of Java take on few cores is not won back.
_SMALL_JAVA = "-XX:TieredStopAtLevel=1 -XX:+UseSerialGC"
# On this machine nobody else is to connect, and there is only what it has.
_HERE = {
    "spark.driver.host": "127.0.0.1",
    "spark.driver.bindAddress": "127.0.0.1",
    "spark.driver.memory": "2g",
    "spark.driver.extraJavaOptions": _SMALL_JAVA,
    "spark.executor.extraJavaOptions": _SMALL_JAVA,
    "spark.ui.enabled": "false",
    "spark.sql.shuffle.partitions": "16",
}


def needed() -> None:
    """Raise CrosslightError where something is missing that Spark needs: it says what to install."""
    missing = [name for name in ("pyspark", "pyarrow", "pandas") if find_spec(name) is None]
    if missing:
        raise CrosslightError(f"Spark needs {' and '.join(missing)}: {_INSTALL}")
    java = _java()
    if java is None:
        raise CrosslightError(f"Spark needs Java: install {_RUNTIME}, or set JAVA_HOME")
    told = subprocess.run([java, "-version"], capture_output=True, text=True, check=False)  # noqa: S603
    version = re.search(r'version "(\d+)', told.stderr)
    if version is None or int(version[1]) < JAVA:
        found = f"Java {version[1]}" if version else "no Java that runs"
        raise CrosslightError(f"Spark needs Java {JAVA} or later, and {java} is {found}: install {_RUNTIME}")


def session(master: str = LOCAL, log: Path | None = None, **conf: str) -> SparkSession:
    """Begin a session, on this machine unless `master` says where; `stop` ends it.

    What Spark and its workers say goes to the file `log`, where one is given. `conf` has more properties of
    Spark, which come before ours. Raises CrosslightError where it does not start.
    """
    needed()
    from pyspark import SparkConf, SparkContext
    from pyspark.errors import PySparkRuntimeError
    from pyspark.java_gateway import launch_gateway
    from pyspark.sql import SparkSession

    here = master.startswith("local")
    if here:
        # Spark takes the first python3 of the path, which need not be the one with our packages.
        os.environ["PYSPARK_PYTHON"] = sys.executable
    settings = {**_ALWAYS, **(_HERE if here else {}), **conf, "spark.master": master}
    known = SparkConf().setAll(list(settings.items()))
    stream: IO[bytes] | None = None
    try:
        if SparkContext._gateway is None:
            stream = log.open("ab") if log else None
            # The way that pyspark offers for the words of its Java process; it has no types.
            launched: Any = launch_gateway
            words = {"stdout": stream, "stderr": stream} if stream else None
            SparkContext._ensure_initialized(gateway=launched(known, words))
        begun = SparkSession.builder.config(conf=known).getOrCreate()
    except PySparkRuntimeError as error:
        where = f": {log} says why" if log else ""
        raise CrosslightError(f"Spark does not start with {master}{where}") from error
    finally:
        if stream:
            stream.close()
    begun.sparkContext.setLogLevel("WARN" if log else "ERROR")
    return begun


@contextmanager
def plain(log: Path) -> Iterator[None]:
    """Tell in one line what goes wrong in Spark or its workers; the file `log` has all of it."""
    from py4j.protocol import Py4JError
    from pyspark.errors import PySparkException

    try:
        yield
    except (PySparkException, Py4JError, ConnectionError) as error:
        # What a worker raises of ours is told in its own words.
        lines = [line.strip() for line in str(error).splitlines() if line.strip()]
        ours = [line for line in lines if line.startswith(f"{PipelineError.__module__}.")]
        why = ours[0].partition(": ")[2] if ours else (lines[0] if lines else type(error).__name__)
        raise CrosslightError(f"{why[:300]} ({log} says more)") from error


def stop(session: SparkSession) -> None:
    """End a session, and the Java process that it runs in."""
    from pyspark import SparkContext

    session.stop()
    gateway = SparkContext._gateway
    if gateway is None:
        return
    SparkContext._gateway = SparkContext._jvm = None
    process: subprocess.Popen[bytes] | None = getattr(gateway, "proc", None)
    gateway.shutdown()
    if process is not None and process.stdin is not None:
        # It ends with its input.
        process.stdin.close()
        try:
            process.wait(30)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()


def _java() -> str | None:
    home = os.environ.get("JAVA_HOME")
    return str(Path(home, "bin", "java")) if home else shutil.which("java")
