"""Planning: staffing plans and the finance figures they are held against."""
