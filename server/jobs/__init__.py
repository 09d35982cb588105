"""Work for later: messages kept in the transaction of their change, and jobs with leases and retries."""

from server.jobs.queue import Again, Task, claim, enqueue, enqueue_all, fail, finish, progress, renew, submit
from server.jobs.worker import Handlers, run_worker

__all__ = [
    "Again", "Handlers", "Task", "claim", "enqueue", "enqueue_all", "fail", "finish", "progress", "renew", "run_worker",
    "submit",
]  # fmt: skip
