"""The ways between screens, each as straight-line code."""
