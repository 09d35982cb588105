"""What a caller of totals may not see: small groups, and whatever would give them away."""
