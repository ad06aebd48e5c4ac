"""The demo company, the walk of the main job, and the replay of real orders with a drawn network."""
