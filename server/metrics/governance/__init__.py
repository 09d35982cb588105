"""How definitions come to be agreed: drafts, review, two signatures, publication, retirement; targets and defaults."""
