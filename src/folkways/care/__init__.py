"""Care: where a map can do harm, who is left out of it, and what only the machine has said."""
