"""The language server: problems, completion, hover and definitions for rulebooks and cases, while they are written."""
