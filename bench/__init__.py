"""What is measured, against the data in ../shared: accuracy, speed, and the floors that CI keeps."""
