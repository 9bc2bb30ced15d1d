//! The roles of a program. A staff member may hold several; what they may do is the sum. The public site has a role of its own, which
//! nobody on staff ever holds.

crate::names::named! {
    /// A role that a staff member holds.
    "role" Role {
        /// Licensed counselor or therapist: leads groups, writes and signs notes and plans.
        Clinician = "clinician", "Clinician";
        /// Answers inquiries, reads referral packets and admits people.
        Intake = "intake", "Intake specialist";
        /// Rooms people, takes vitals and collections, marks arrivals.
        MedicalAssistant = "medical_assistant", "Medical assistant";
        /// Prescribes medication and writes medication visits.
        Prescriber = "prescriber", "Prescriber";
        /// Nurse in medication treatment.
        Nurse = "nurse", "Nurse";
        /// Referrals, letters, rides, benefits, aftercare.
        CaseManager = "case_manager", "Case manager";
        /// Obtains authorizations from payers and keeps them from running out.
        UtilizationReviewer = "utilization_reviewer", "Utilization reviewer";
        /// Turns service days into charges and claims.
        Biller = "biller", "Biller";
        /// Responsible for the care and for the program's settings.
        ClinicalDirector = "clinical_director", "Clinical director";
        /// Looks after consents, disclosures and who looked at what.
        ComplianceOfficer = "compliance_officer", "Compliance officer";
        /// Receives people at the door and on the telephone.
        FrontDesk = "front_desk", "Front desk";
        /// Leads peer groups out of own experience; writes no clinical note.
        Peer = "peer", "Peer";
        /// In training: writes notes that a supervisor co-signs.
        Intern = "intern", "Intern";
        /// Installs and looks after the machine; sees no patient data at all.
        Installer = "installer", "Installer";
        /// The public site when somebody asks it for a call; held by no person.
        PublicSite = "public_site", "The public site";
    }
}

impl Role {
    /// Whether a person can hold it. The program's own parts are no members of the workforce: what everybody on staff may do,
    /// they may not.
    #[must_use]
    pub const fn is_staff(self) -> bool {
        !matches!(self, Self::PublicSite)
    }

    /// Every role that a person can hold, in the order in which they are shown.
    pub fn staff() -> impl Iterator<Item = Self> {
        Self::ALL.iter().copied().filter(|role| role.is_staff())
    }
}
