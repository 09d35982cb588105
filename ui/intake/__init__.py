"""Where customers speak, and where we write down what they said."""
