"""What tests of the bank format share."""

SMALLEST = """schema = 1
id = "my-bank"
title = "My bank"

[[section]]
id = "basics"
title = "Basics"

[[section.item]]
id = "pod"
stem = "What does a pod encapsulate?"
statements = ["Wraps one or more co-located containers with shared network and storage"]
"""
"""A bank of one item and no more than it needs."""
