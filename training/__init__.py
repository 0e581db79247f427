"""How the shipped model is made: read labels, fine-tune, calibrate, export, measure."""
