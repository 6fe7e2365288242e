"""What a reader's session with the app is made of, without any user interface: inputs, answers, refinement."""
