//! The roles of a program. A staff member may hold several; what they may do is the sum.

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
    }
}
