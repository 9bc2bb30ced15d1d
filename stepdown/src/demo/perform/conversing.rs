//! The front door of the demonstration: threads of texts in and out, a STOP, a waiting list with its clock, a booked first visit, an
//! inquiry that ended elsewhere, and one whose 48 hours are over. Told by the clock of the morning in which the demonstration opens.

use access::{Actor, Refusal, Role};
use conversation::Message;
use conversation::language::Language;
use conversation::message::model::{Delivery, Direction};
use conversation::message::{Report, ReportDelivery};
use intake::inquiry::{
    CallFacts, CloseInquiry, ContactResult, Inquiry, InquiryInput, LogCall, LogContact, ReceiveText, Source, WhoFor,
    WriteToInquiry,
};
use intake::referral_source::{KeepReferralSource, NameReferralSource};
use intake::visit::{BookVisit, WantedVisit};
use intake::waitlist::{JoinWaitlist, PriorityClass};
use jiff::{SignedDuration, Timestamp};
use store::text;
use vocabulary::Phone;
use vocabulary::id::{InquiryId, PatientId};

use super::Stage;
use super::setting_up::asked_by;

impl Stage<'_, '_, '_> {
    /// Tells the conversations of the last days.
    pub(super) fn converse(&mut self) -> Result<(), Refusal> {
        let intake = self.with_role(Role::Intake)?;
        self.evening_texts(&intake)?;
        self.stop(&intake)?;
        self.waiting(&intake)?;
        self.booked(&intake)?;
        self.went_elsewhere(&intake)?;
        self.over_two_days(&intake)
    }

    fn ago(&self, minutes: i64) -> Timestamp {
        let now = self.house.clock().now();
        now.saturating_sub(SignedDuration::from_mins(minutes)).unwrap_or(now)
    }

    /// Somebody texts; the network tells of it.
    fn text_in(&self, number: &str, words: &str, minutes_ago: i64) -> Result<(), Refusal> {
        let network = Actor { staff: Actor::STEPDOWN, ..self.with_role(Role::Intake)? };
        let from = Phone::parse(number).map_err(|problem| Refusal::Fault(problem.to_string()))?;
        let command = ReceiveText {
            from,
            words: words.to_owned(),
            provider_id: format!("SMdemo{}{minutes_ago:06}", number.trim_start_matches('+')),
            by_network: None,
        };
        self.performing.perform(&network, self.ago(minutes_ago), &command)?;
        Ok(())
    }

    /// What was queued until now went out and arrived.
    fn arrived(&self, patient: PatientId, minutes_ago: i64) -> Result<(), Refusal> {
        let network = Actor { staff: Actor::STEPDOWN, ..self.with_role(Role::Intake)? };
        let all = self.performing.tx().find::<Message>("patient_id = $1 ORDER BY at", &[text(patient)])?;
        for one in all.into_iter().filter(|one| one.direction == Direction::Out) {
            if matches!(one.delivery, Delivery::Queued { .. }) {
                let provider_id = format!("SMdemo{}", one.id);
                let word = ReportDelivery { message: Some(one.id), provider_id, report: Report::Delivered };
                self.performing.perform(&network, self.ago(minutes_ago), &word)?;
            }
        }
        Ok(())
    }

    /// The newest inquiry of whoever has this number, with whose it is.
    fn who_has(&self, number: &str) -> Result<(InquiryId, PatientId), Refusal> {
        let all = self.performing.tx().find::<Inquiry>("queue_rank < 2 ORDER BY received_at DESC", &[])?;
        let found = all.into_iter().find(|one| one.phones().any(|(phone, _)| phone.e164 == number));
        found.map(|one| (one.id, one.patient)).ok_or(Refusal::NotFound)
    }

    fn write(&self, actor: &Actor, inquiry: InquiryId, number: &str, words: &str, minutes_ago: i64) -> Result<(), Refusal> {
        let command = WriteToInquiry {
            inquiry,
            address: number.to_owned(),
            words: words.to_owned(),
            enclosed: None,
            template: None,
            language: Language::En,
        };
        self.performing.perform(actor, self.ago(minutes_ago), &command)?;
        Ok(())
    }

    fn evening_texts(&self, intake: &Actor) -> Result<(), Refusal> {
        let number = "+15085550171";
        self.text_in(number, "Hi, my name is Dana. Is there a spot in the evenings?", 16 * 60)?;
        let (inquiry, patient) = self.who_has(number)?;
        self.write(intake, inquiry, number, "Hi Dana, yes there is. May we call you tomorrow at 11?", 15 * 60 + 40)?;
        self.arrived(patient, 15 * 60 + 39)?;
        self.text_in(number, "11 works. I get off my shift at 10:30", 95)
    }

    fn stop(&self, _: &Actor) -> Result<(), Refusal> {
        let number = "+15085550183";
        self.text_in(number, "Who is this number? My brother gave it to me", 30 * 60)?;
        let (_, patient) = self.who_has(number)?;
        self.arrived(patient, 30 * 60 - 1)?;
        self.text_in(number, "STOP", 29 * 60)?;
        self.arrived(patient, 29 * 60 - 1)
    }

    fn call(&self, intake: &Actor, minutes_ago: i64, input: InquiryInput, call: CallFacts) -> Result<InquiryId, Refusal> {
        let command = LogCall { sheet: None, visit: None, input, call };
        self.performing.perform(intake, self.ago(minutes_ago), &command)
    }

    fn waiting(&self, intake: &Actor) -> Result<(), Refusal> {
        let input = InquiryInput {
            given: "Rosa".to_owned(),
            family: "Medeiros".to_owned(),
            phone: "+17745550192".to_owned(),
            may_text: true,
            may_leave_message: false,
            call_as: "Harbor St".to_owned(),
            words: "Opioids. Expecting in May. Wants mornings, comes by bus.".to_owned(),
            ..asked_by(Source::Phone)
        };
        let call = CallFacts { who_for: Some(WhoFor::Caller), in_danger: Some(false), ..CallFacts::default() };
        let inquiry = self.call(intake, 40 * 60, input, call)?;
        let class = PriorityClass::Pregnant;
        self.performing.perform(intake, self.ago(40 * 60 - 6), &JoinWaitlist { inquiry, class })?;
        let words = "Spoke 6 minutes. Asked for the first free morning.".to_owned();
        let talked = LogContact { inquiry, at: None, result: Some(ContactResult::Reached), words };
        self.performing.perform(intake, self.ago(40 * 60 - 8), &talked)?;
        Ok(())
    }

    fn booked(&self, intake: &Actor) -> Result<(), Refusal> {
        let input = InquiryInput {
            given: "Theo".to_owned(),
            family: "Marsh".to_owned(),
            phone: "+15085550158".to_owned(),
            may_text: true,
            may_leave_message: true,
            words: "Alcohol. Left a hospital last week. Paying: insurance".to_owned(),
            ..asked_by(Source::Phone)
        };
        let inquiry = self.call(intake, 70, input, CallFacts::default())?;
        let tomorrow = vocabulary::day::next_day(self.house.zone().day(self.house.clock().now()));
        let starts_at = self.moment(tomorrow, jiff::civil::Time::constant(11, 0, 0, 0))?;
        let visit = WantedVisit { staff: intake.staff, starts_at, late_reason: String::new(), language: Language::En };
        self.performing.perform(intake, self.ago(66), &BookVisit { inquiry, visit })?;
        Ok(())
    }

    fn went_elsewhere(&self, intake: &Actor) -> Result<(), Refusal> {
        let input = InquiryInput {
            given: "Pat".to_owned(),
            phone: "+15085550145".to_owned(),
            words: "Wanted a place nearer to Plymouth.".to_owned(),
            ..asked_by(Source::WalkIn)
        };
        let inquiry = self.call(intake, 4 * 24 * 60, input, CallFacts::default())?;
        let close = CloseInquiry { inquiry, loss: Some("other_program".to_owned()), reason: "Nearer to home".to_owned() };
        self.performing.perform(intake, self.ago(3 * 24 * 60), &close)?;
        Ok(())
    }

    fn over_two_days(&self, intake: &Actor) -> Result<(), Refusal> {
        let input = InquiryInput {
            given: "Tom".to_owned(),
            family: "Avery".to_owned(),
            phone: "+15085550126".to_owned(),
            may_leave_message: true,
            words: "Court asked for a letter. Sent by the drug court.".to_owned(),
            ..asked_by(Source::Phone)
        };
        let inquiry = self.call(intake, 3 * 24 * 60, input, CallFacts::default())?;
        let left = LogContact { inquiry, at: None, result: Some(ContactResult::MessageLeft), words: String::new() };
        self.performing.perform(intake, self.ago(2 * 24 * 60), &left)?;
        let keep = KeepReferralSource { name: "Barnstable drug court".to_owned(), owner: Some(intake.staff) };
        let source = self.performing.perform(intake, self.house.clock().now(), &keep)?;
        self.performing.perform(intake, self.house.clock().now(), &NameReferralSource { inquiry, source })?;
        let keep = KeepReferralSource { name: "Upper Bay Hospital, inpatient unit".to_owned(), owner: Some(intake.staff) };
        self.performing.perform(intake, self.house.clock().now(), &keep)?;
        Ok(())
    }
}
