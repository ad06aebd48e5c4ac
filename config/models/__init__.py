"""What the demo keeps of its own: how far its history is told, and what things in it are called."""

from config.models.demo import DemoTelling, DemoThing

__all__ = ["DemoTelling", "DemoThing"]
