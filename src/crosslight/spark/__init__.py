"""Many machines: the same functions as Spark jobs, from files to Parquet.

`job.run` is the whole way. Every stage is a function from Arrow batches to Arrow batches, which Spark runs in
its workers; what it does to an article is what one machine does, in a child process that is watched
(`guard`). pyspark and pyarrow are imported in this room only, and this room only by who asks for it.
"""
