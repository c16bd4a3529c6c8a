"""What import and export files hold: columns, values, rows and the sentences about their faults."""
