"""The demo company, the walk of the main job, the replay of real orders in a drawn network."""
