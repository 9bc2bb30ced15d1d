//! The kinds of record there are.

crate::names::named! {
    /// A kind of record.
    "kind" Kind {
        /// A first contact: who, how to reach them, what is going on.
        Inquiry = "inquiry", "inquiry";
        /// A text or e-mail to or from a person, and what may be sent to their number.
        Message = "message", "message";
        /// A document that another provider sent, kept whole.
        ReferralDocument = "referral_document", "referral document";
        /// What such a document says and somebody put into the chart, or set aside.
        ReportedItem = "reported_item", "reported item";
        /// What is known about somebody before care, and the ratings (MA-10).
        Assessment = "assessment", "assessment";
        /// The level of care that was decided, with the advice it rests on (LC-03).
        PlacementDecision = "placement_decision", "placement decision";
        /// A way to another place, with its outcome.
        ReferralOut = "referral_out", "referral out";
        /// Names, birth date, contact points. Nothing clinical.
        Patient = "patient", "patient";
        /// The span of care from admission to discharge.
        Episode = "episode", "episode";
        /// A time at one level of care inside an episode.
        Stay = "stay", "stay";
        /// Who looks after a patient.
        CareTeam = "care_team", "care team";
        /// What may go to whom, why and until when.
        Consent = "consent", "consent";
        /// What went to whom.
        Disclosure = "disclosure", "disclosure";
        /// What a court or a lawyer served, and what it unlocks.
        CourtPaper = "court_paper", "court paper";
        /// Something a person asks about their record, with its clock: a copy, a correction, an account (42 CFR 2.23 to 2.26).
        PrivacyRequest = "privacy_request", "request about a record";
        /// A complaint about how a record was handled (42 CFR 2.4).
        Complaint = "complaint", "complaint";
        /// A question from outside whether somebody is here; it does not say about whom (42 CFR 2.13; P2-14).
        PresenceQuestion = "presence_question", "question about presence";
        /// A use or disclosure that may be a breach, with whom it concerns (42 CFR 2.16).
        Breach = "breach", "breach case";
        /// The notice of privacy practices in its editions, and who in care has had it (42 CFR 2.22).
        NoticeEdition = "notice_edition", "edition of the notice";
        /// An order that a record is kept whole.
        LegalHold = "legal_hold", "legal hold";
        /// An agreement with somebody who helps run the program (P2-58). No patient data.
        Agreement = "agreement", "agreement";
        /// That the program ends or is taken over, and what becomes of its records (42 CFR 2.19). No patient data.
        ProgramClosing = "program_closing", "closing of the program";
        /// Somebody outside who may receive something: name, kind in law, address. Who is there may point to whose family they are.
        OutsideRecipient = "outside_recipient", "outside recipient";
        /// An audit or evaluation by somebody outside, with whose records it is about (42 CFR 2.53; P2-43).
        Audit = "audit", "audit";
        /// Figures that a public health authority got; they point to nobody (42 CFR 2.54; P2-44).
        PublicHealthReport = "public_health_report", "public health report";
        /// A patient's insurance.
        Coverage = "coverage", "coverage";
        /// What a payer agreed to, in units or days.
        Authorization = "authorization", "authorization";
        /// Problems, goals and objectives.
        TreatmentPlan = "treatment_plan", "treatment plan";
        /// One meeting of a group or one appointment: time, room, leader, who is expected.
        GroupSession = "group_session", "group session";
        /// When somebody cannot come, and how they get here.
        Availability = "availability", "availability";
        /// A person's own calendar of appointments, under an address that says nothing.
        CalendarFeed = "calendar_feed", "calendar feed";
        /// That somebody waits for a place in a group, and what was offered to them.
        WaitlistEntry = "waitlist_entry", "waitlist entry";
        /// How the hours of a week step down toward the end of care.
        TaperPlan = "taper_plan", "taper plan";
        /// That two people must not meet, and why.
        NoContact = "no_contact", "no-contact guard";
        /// Arrival, departure and minutes of a person.
        Attendance = "attendance", "attendance";
        /// A group note that is being written: the shared part and everybody's own part.
        GroupNoteDraft = "group_note_draft", "group note draft";
        /// A note in the chart.
        ProgressNote = "progress_note", "progress note";
        /// What was said in a session, kept apart from the chart (42 CFR 2.11; P2-11).
        CounselingNote = "counseling_note", "counseling note";
        /// The minutes of a day and whether it can be billed, with the reason.
        ServiceDay = "service_day", "service day";
        /// One line that can be billed.
        Charge = "charge", "charge";
        /// What is sent to a payer.
        Claim = "claim", "claim";
        /// Programs, tracks, rooms, groups and curricula.
        Program = "program", "program setting";
        /// Payers and their rules.
        Payer = "payer", "payer";
        /// Staff members, their credentials and roles.
        Staff = "staff", "staff member";
        /// A staff member's sign-in.
        Session = "session", "sign-in";
        /// Who looked at which chart.
        ChartView = "chart_view", "chart view";
        /// A paper a person was given to read and sign, with its exact bytes.
        Paper = "paper", "paper";
        /// A link for one person that dies: what is to do there, and every opening of it.
        PatientLink = "patient_link", "link";
        /// An attempt to reach somebody who did not come.
        Outreach = "outreach", "outreach";
        /// A reminder of a session, what somebody answered to it, and which reminders they want.
        SessionReminder = "session_reminder", "reminder";
        /// A screening or progress instrument that a person answered.
        Measure = "measure", "measure";
        /// The board of the day with names and reasons.
        TodayBoard = "today_board", "Today board";
        /// The pack that is printed for a day without the program, and what was written on its slips.
        DayPack = "day_pack", "day pack";
        /// The board for a shared screen: initials and arrivals only.
        HallwayBoard = "hallway_board", "hallway board";
        /// Health, backup, certificate, technical settings. No patient data.
        System = "system", "system";
    }
}

impl Kind {
    /// Whether a record of this kind says that somebody is or was a patient, or asked to be one (42 CFR 2.11, "patient
    /// identifying information").
    #[must_use]
    pub const fn is_about_a_patient(self) -> bool {
        !matches!(
            self,
            Self::Program
                | Self::Payer
                | Self::Staff
                | Self::Session
                | Self::System
                | Self::Agreement
                | Self::PresenceQuestion
                | Self::ProgramClosing
                | Self::PublicHealthReport
        )
    }

    /// Whether it holds clinical text: words about somebody's health written by the care team.
    #[must_use]
    pub const fn is_clinical_text(self) -> bool {
        matches!(
            self,
            Self::ReferralDocument
                | Self::Assessment
                | Self::PlacementDecision
                | Self::TreatmentPlan
                | Self::GroupNoteDraft
                | Self::ProgressNote
                | Self::CounselingNote
        )
    }
}
