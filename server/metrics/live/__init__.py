"""The live way: components read from the rows, in one statement, with what only Python can say worked out in memory."""
