"""What the customers of the sample shop say: reviews, tickets, comments and interviews about what was planted."""
