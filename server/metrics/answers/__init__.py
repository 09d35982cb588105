"""Questions and answers: planned, worked out, explained, compared, with a receipt for every figure."""
