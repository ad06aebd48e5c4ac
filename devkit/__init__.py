"""What `dev.py` is made of: install, embedded servers, supervision. Standard library only."""
