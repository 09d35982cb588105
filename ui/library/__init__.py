"""Topics of feedback with their Pareto, the library of scripts, and customers with their timeline."""
