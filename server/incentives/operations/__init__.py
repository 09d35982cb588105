"""The operations of incentives: each changes in one transaction, tells its figures, and leaves an audit entry."""
