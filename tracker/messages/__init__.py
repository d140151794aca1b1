"""What is told to whom and when: the weekly digest, and a reminder for each thing that needs somebody."""
