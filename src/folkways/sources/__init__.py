"""Reading what a business already has: files, their dialects, and the mapping of columns to roles."""
