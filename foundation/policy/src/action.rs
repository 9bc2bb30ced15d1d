//! What can be done to a record.

crate::names::named! {
    /// Something a staff member wants to do.
    "action" Action {
        /// Read one.
        View = "view", "view";
        /// Make a new one, or go on with an own draft.
        Record = "record", "record";
        /// Correct an existing one by a new version that names the old.
        Amend = "amend", "amend";
        /// Put one's name and credential under it.
        Sign = "sign", "sign";
        /// Sign beside somebody in training, as the supervisor.
        Cosign = "cosign", "co-sign";
        /// Take it out of force with a reason: end, cancel, revoke, close; it stays readable.
        Void = "void", "void";
        /// Bring it to where it belongs: the right chart, the right group, the right inquiry.
        Move = "move", "move";
        /// Take a file or a sheet of paper out for use inside the program.
        Export = "export", "export";
        /// Send it to somebody outside. The consent gate decides in addition.
        Disclose = "disclose", "disclose";
        /// Change a setting.
        Configure = "configure", "configure";
        /// Open, change or close another person's account and roles.
        ManageStaff = "manage_staff", "manage staff";
        /// Have the unbroken chain of records recomputed.
        Verify = "verify", "verify";
        /// Find one among all.
        Search = "search", "search";
        /// Say that somebody came, came late, left or did not come.
        MarkArrival = "mark_arrival", "mark arrival";
    }
}
