"""The pages of the metric dictionary: definitions, their agreement, figures, reports and boards."""
