"""The same functions on many machines: Spark jobs."""
