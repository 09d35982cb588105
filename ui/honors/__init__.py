"""Recognition: the wall of honors and thanks, giving an honor, and contests with who came."""
