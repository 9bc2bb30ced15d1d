//! Staff, roles, sessions; the shape of a command, a query and a refusal.
