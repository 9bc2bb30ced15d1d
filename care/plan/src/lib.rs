//! Problems, goals and objectives: the golden thread.
