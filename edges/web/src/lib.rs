//! Pages for staff: server-rendered, keyboard first, live.
