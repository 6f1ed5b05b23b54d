"""The review of the answers after an exam: one question a page, and what every option really is."""
