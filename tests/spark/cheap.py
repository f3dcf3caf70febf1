"""What stands for parsing and comparing where a test is about something else: nothing in it takes a model."""

from crosslight.spark.guard import Limits
from crosslight.spark.job import Works
from tests.spark import poison

CHEAP = Works(parse=poison.parse, compare=poison.compare, limits=Limits(seconds=2, memory=2**28))
# A Java process of a minute is not worth the best of compilers.
SMALL = {
    "spark.sql.shuffle.partitions": "2",
    "spark.driver.extraJavaOptions": "-XX:TieredStopAtLevel=1",
    "spark.executor.extraJavaOptions": "-XX:TieredStopAtLevel=1",
}
