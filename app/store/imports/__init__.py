"""Where the rows of files are kept: one shelf per kind that finds, compares and writes them."""
