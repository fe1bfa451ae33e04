"""What others use for the same job, each as a plain script of its own would."""
