"""The words of the pages, a file for each part of the product."""
