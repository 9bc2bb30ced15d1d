//! Rights and duties in the demonstration: an agreement with each of its networks from the first day on, a request that is nearly due, one
//! that was answered, a complaint that was answered, a copy of their own record for somebody who
//! wanted it, a call from somebody who asked for a person, a list that went to a wrong number, with letters that wait.

use std::collections::BTreeMap;
use std::sync::Arc;

use access::{Refusal, Role};
use confidential::category::Category;
use confidential::decide::Ground;
use confidential::purpose::Purpose;
use confidential::recipient::{LegalStatus, Party};
use jiff::{Timestamp, ToSpan};
use privacy::agreement::{RecordAgreement, Service};
use privacy::audit::{Auditor, PromiseInput, Promised, RecordAudit};
use privacy::breach::{InfoKind, LetterText, LetterWords, OpenBreach, WriteLetterText};
use privacy::complaint::{AnswerComplaint, ReceiveComplaint};
use privacy::outside_recipient::{OutsideRecipientInput, RecordOutsideRecipient};
use privacy::presence_question::{KeepPresenceQuestion, WhoAsks};
use privacy::request::{AnswerRequest, AskedBy, Limit, Outcome, ReceiveRequest, RequestKind, Way};
use reactions::breach_letters::MakeBreachLetters;
use reactions::outside::{PreviewPacket, SendPacket};
use vocabulary::id::PatientId;

use super::Stage;

/// The first record number of every program.
const FIRST_RECORD: i64 = 1001;

impl Stage<'_, '_, '_> {
    /// Whoever carries words and claims is bound in writing before the first of them leaves.
    pub(super) fn sign_agreements(&self, opening: Timestamp) -> Result<(), Refusal> {
        let officer = self.with_role(Role::ComplianceOfficer)?;
        let signed = self.house.zone().day(opening);
        let all = [
            ("Sandbox Texts", vec![Service::TextNetwork], None),
            ("Sandbox Mail", vec![Service::Mail], None),
            ("Harbor Clearing", vec![Service::ClearingHouse], None),
            ("Sandbox Video", vec![Service::Video], None),
            // Ends while the demonstration is looked at
            ("Bay Laboratory", vec![Service::Laboratory], Some(self.today().saturating_add(19.days()))),
        ];
        for (vendor, services, valid_to) in all {
            let agreement = RecordAgreement {
                vendor: vendor.to_owned(),
                services,
                is_qsoa: true,
                is_baa: true,
                signed_on: Some(signed),
                valid_to,
                kept_at: "Binder 4".to_owned(),
            };
            self.performing.perform(&officer, opening, &agreement)?;
        }
        Ok(())
    }

    /// Whom the program tells things outside, and the yearly review of its license, which waits for the signed promise.
    pub(super) fn write_directory(&self, opening: Timestamp) -> Result<(), Refusal> {
        let officer = self.with_role(Role::ComplianceOfficer)?;
        let all = [
            ("Bay Exchange", LegalStatus::Intermediary, "4 Harbor Road\nHyannis, MA 02601", false),
            ("Outer Cape Primary Care", LegalStatus::CoveredEntity, "31 Shore Road\nWellfleet, MA 02667", true),
            ("Barnstable County Probation", LegalStatus::LawfulHolder, "12 Main Street\nBarnstable, MA 02630", false),
            ("Bureau of Program Licensing", LegalStatus::PublicAuthority, "250 State Street\nBoston, MA 02108", false),
        ];
        for (name, status, address, treats) in all {
            let input = OutsideRecipientInput {
                name: name.to_owned(),
                status: Some(status),
                address: address.lines().map(str::to_owned).collect(),
                phone: "508 555 0150".to_owned(),
                treats,
                ..OutsideRecipientInput::default()
            };
            self.performing.perform(&officer, opening, &RecordOutsideRecipient { input })?;
        }
        Ok(())
    }

    /// The yearly review of the license: looked at here, about one record.
    pub(super) fn begin_audit(&self) -> Result<(), Refusal> {
        let officer = self.with_role(Role::ComplianceOfficer)?;
        let days_ago = |days: i64| self.today().saturating_sub(days.days());
        let audit = RecordAudit {
            auditor: "Bureau of Program Licensing".to_owned(),
            kind: Some(Auditor::Agency),
            subject: "Yearly review of the license".to_owned(),
            way: Some(privacy::audit::Way::OnPremises),
            from: Some(days_ago(60)),
            to: Some(days_ago(1)),
            categories: vec![Category::IdentityAndAttendance, Category::Plan],
            promise: PromiseInput {
                document: "Letter of the bureau, binder 4".to_owned(),
                signed_on: Some(days_ago(3)),
                promised: vec![Promised::OnlyForTheAudit, Promised::NoFurtherDisclosure],
                destroy_by: None,
            },
            record_numbers: vec![FIRST_RECORD],
        };
        self.performing.perform(&officer, self.house.clock().now(), &audit)?;
        Ok(())
    }

    /// What people asked in the last weeks.
    pub(super) fn ask_for_rights(&self) -> Result<(), Refusal> {
        let intake = self.with_role(Role::Intake)?;
        let officer = self.with_role(Role::ComplianceOfficer)?;
        let mut people: Vec<PatientId> = self.people.values().copied().collect();
        people.sort_unstable();
        let days_ago = |days: i64| self.today().saturating_sub(days.days());
        // A chain never goes back: what was asked in these weeks is written down this morning.
        let now = self.house.clock().now();
        let wish = |patient: PatientId, kind, days, words: &str| ReceiveRequest {
            patient,
            kind: Some(kind),
            payer: None,
            received_on: Some(days_ago(days)),
            asked_by: AskedBy::Person,
            way: Some(Way::InPerson),
            words: words.to_owned(),
        };
        if let [first, second, third, ..] = people[..] {
            let lists = wish(third, RequestKind::Accounting, 9, "I want to know who got my record.");
            self.performing.perform(&intake, now, &lists)?;
            let near = wish(first, RequestKind::Access, 25, "A copy of my plan and my notes, for a second opinion.");
            self.performing.perform(&intake, now, &near)?;
            let done = wish(second, RequestKind::Restriction, 20, "Please do not tell the laboratory my name.");
            let request = self.performing.perform(&intake, now, &done)?;
            let answer = AnswerRequest {
                request,
                outcome: Some(Outcome::Refused),
                reason: "The laboratory needs the name to give us the right result.".to_owned(),
                told_on: Some(days_ago(14)),
                limit: Limit::default(),
            };
            self.performing.perform(&officer, now, &answer)?;
            self.give_own_record(third, now)?;
            self.write_letters(&[first, second], now)?;
        }
        let asked = KeepPresenceQuestion {
            who: Some(WhoAsks::Family),
            way: Some(Way::Phone),
            from: "A man who gave no name".to_owned(),
            words: "Hung up after the first sentence.".to_owned(),
        };
        self.performing.perform(&intake, now, &asked)?;
        let complaint = ReceiveComplaint {
            patient: None,
            received_on: Some(days_ago(12)),
            from: "A neighbor of the office".to_owned(),
            way: Some(Way::Phone),
            words: "People can be seen at the window of the waiting room.".to_owned(),
        };
        let complaint = self.performing.perform(&intake, now, &complaint)?;
        let outcome = "The blinds are closed during the groups, and the chairs stand away from the window.".to_owned();
        self.performing.perform(&officer, now, &AnswerComplaint { complaint, outcome, told_on: Some(days_ago(8)) })?;
        Ok(())
    }

    /// A list went to a wrong number: people are told in letters, which wait to be printed (P2-55).
    fn write_letters(&self, people: &[PatientId], now: Timestamp) -> Result<(), Refusal> {
        let officer = self.with_role(Role::ComplianceOfficer)?;
        let charts = episode::patient::load_many(self.performing.tx(), people)?;
        let of_all: Vec<i64> = charts.iter().map(|chart| chart.record_number).collect();
        let days_ago = |days: i64| Some(self.today().saturating_sub(days.days()));
        let open = OpenBreach {
            discovered_on: days_ago(6),
            happened_on: days_ago(7),
            happened: "A list of who comes on Thursdays went to a wrong fax number.".to_owned(),
            record_numbers: of_all.clone(),
            by_state: BTreeMap::from([("MA".to_owned(), u32::try_from(of_all.len()).unwrap_or(0))]),
        };
        let breach = self.performing.perform(&officer, now, &open)?;
        let text = LetterText {
            kinds: vec![InfoKind::Name, InfoKind::Care],
            contact_who: "the privacy officer".to_owned(),
            contact_phone: "508 555 0142".to_owned(),
            words: vec![LetterWords {
                language: "en".to_owned(),
                what_happened: "A list with your name went to a wrong fax number.".to_owned(),
                what_to_do: "Call us when somebody you do not know speaks of your visits.".to_owned(),
                what_we_do: "The paper came back. The number is locked, and a second person now looks at each fax.".to_owned(),
            }],
            ..LetterText::default()
        };
        self.performing.perform(&officer, now, &WriteLetterText { breach, text })?;
        let press: intake::paper::Press = Arc::new(crate::convert::paper::set);
        self.performing.perform(&officer, now, &MakeBreachLetters { breach, at_most: people.len(), press })?;
        Ok(())
    }

    /// Their own record goes to the person without a consent (P2-52), with its row in the account like everything else.
    fn give_own_record(&self, patient: PatientId, now: Timestamp) -> Result<(), Refusal> {
        let counselor = self.with_role(Role::Clinician)?;
        let what = PreviewPacket {
            patient,
            party: Party::default(),
            purpose: Purpose::PersonRequest,
            categories: vec![Category::Plan, Category::Diagnosis],
            ground: Ground::Person,
            is_decided_by_a_person: false,
            summary: String::new(),
        };
        let description = "Plan and diagnoses, asked for at the desk".to_owned();
        let press: intake::paper::Press = Arc::new(crate::convert::paper::set);
        self.performing.send_packet(&counselor, now, &SendPacket { what, description, press })?;
        Ok(())
    }

    fn today(&self) -> jiff::civil::Date {
        self.house.zone().day(self.house.clock().now())
    }
}
