"""Calculate a period: a plan and a frozen picture in, standings and earnings out. Nothing else."""
