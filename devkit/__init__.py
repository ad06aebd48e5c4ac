"""What `dev.py` is made of: install, embedded servers, supervision. Standard library only."""

ROOMS = (
    "core",
    "network",
    "inventory",
    "finance",
    "shop",
    "commissions",
    "desk",
    "storefront",
    "config",
)
