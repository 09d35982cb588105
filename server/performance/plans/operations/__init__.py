"""What changes plans, role families and stages."""
