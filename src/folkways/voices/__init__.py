"""Language: what customers said, in which tongue, how they felt, about what, and in which words."""
