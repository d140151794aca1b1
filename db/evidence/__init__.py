"""Evidence packs: what goes into one is gathered from all areas, then written to one ZIP file step by step."""
