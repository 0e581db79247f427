"""From labelled sentences to a trained network: examples, fine-tuning, teachers."""
