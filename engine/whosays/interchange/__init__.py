"""Cases from other forms of data. Nothing here judges: what is imported is facts."""
