"""What is on disk: scans, and the watching of folders."""
