"""From a question to a kernel's plan, and from counts to tidy rows: one file for each question.

Each has `KERNEL`, `plan(question, book)`, `rows(counts, question, book)` a `LEGEND` of its
columns, and `PEOPLE`, the columns to which suppression applies
(docs/reference/questions.md tells them to people).
"""
