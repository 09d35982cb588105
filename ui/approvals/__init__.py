"""Approval: the queue, one request, deputies and chains."""
