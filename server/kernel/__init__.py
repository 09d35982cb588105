"""The ground floor: who asks, when it is, what money, ids, labels and errors are."""
