"""Messages on their way: written from what needs somebody, kept in the outbox, sent one by one."""
