"""What changes honors, kudos and contests."""
