//! Everything about who pays for one person: coverages, what payers answered and what changed, pictures of the card, the sliding fee,
//! and the benefits sheet with its estimate.

use access::{Action, Context, Kind, Refusal};
use billing::coverage::{self, Coverage};
use billing::eligibility::ask::ASKED_CATEGORIES;
use billing::eligibility::{self, EligibilityCheck, Estimate, Figures, Terms, estimate};
use billing::insurance_card::{self, InsuranceCard};
use billing::payer::{self, Payer};
use billing::rule::RuleBook;
use billing::sliding_fee::{self, SlidingFee};
use confidential::{Guarded, PayerRestriction, Query, gate};
use jiff::Timestamp;
use schedule::program::{Program, all_programs};
use vocabulary::id::{CoverageId, EligibilityCheckId, InsuranceCardId, PatientId};

use super::Who;
use super::photo::{SentPhoto, sent_by};

/// Opens a person's cover. The look is written down.
#[derive(Clone, Copy, Debug)]
pub struct OpenCover {
    /// Whose.
    pub patient: PatientId,
    /// The days of treatment that the estimate is for.
    pub days: i64,
}

/// A person's cover.
#[derive(Clone, Debug)]
pub struct CoverView {
    /// The person's id.
    pub patient: PatientId,
    /// Who they are.
    pub who: Who,
    /// Coverages, newest first.
    pub coverages: Vec<CoverageLine>,
    /// Questions to payers, newest first.
    pub checks: Vec<CheckLine>,
    /// Pictures of cards, newest first, with when they were taken in.
    pub cards: Vec<(InsuranceCard, Timestamp)>,
    /// Photos of the card that the person sent on a link of their own, newest first.
    pub sent: Vec<SentPhoto>,
    /// Agreements on a sliding fee, newest first.
    pub fees: Vec<SlidingFee>,
    /// Payers that learn nothing, by their names.
    pub restrictions: Vec<(PayerRestriction, String)>,
    /// The benefits sheet of today's coverage, or of paying alone.
    pub sheet: Sheet,
    /// Every payer, to choose from.
    pub payers: Vec<Payer>,
}

/// A coverage with its payer.
#[derive(Clone, Debug)]
pub struct CoverageLine {
    /// The coverage.
    pub coverage: Coverage,
    /// The payer.
    pub payer: Payer,
    /// Whether it counts today.
    pub counts_today: bool,
    /// Why the payer cannot be asked, in a sentence.
    pub held: Option<&'static str>,
}

/// A question to a payer with its newest answer.
#[derive(Clone, Debug)]
pub struct CheckLine {
    /// The check.
    pub check: EligibilityCheck,
    /// Who asked, by name.
    pub asked_by: String,
}

/// What treatment would cost the person.
#[derive(Clone, Debug)]
pub struct Sheet {
    /// Today's coverage.
    pub coverage: Option<CoverageId>,
    /// The payer's name; nothing for somebody who pays alone.
    pub payer: Option<String>,
    /// The newest answer about that coverage.
    pub check: Option<EligibilityCheck>,
    /// Its figures.
    pub figures: Option<Figures>,
    /// The sliding fee that counts today, for somebody who pays alone.
    pub fee: Option<SlidingFee>,
    /// The code that a day is billed with, when we have a price.
    pub code: Option<String>,
    /// What it comes to; nothing when there is no price of a day.
    pub estimate: Option<Estimate>,
    /// The program that would treat.
    pub program: Option<Program>,
}

impl Query for OpenCover {
    type View = CoverView;
    const IS_CHART_VIEW: bool = true;

    fn ask(&self, cx: &Context<'_>) -> Result<Guarded<CoverView>, Refusal> {
        cx.require(Action::View, Kind::Coverage)?;
        let who = Who::load(cx, self.patient)?;
        let payers: Vec<Payer> = payer::all_payers(cx.tx)?.into_iter().map(|stored| stored.record).collect();
        let checks = eligibility::of_patient(cx.tx, self.patient)?;
        let checks = checks
            .into_iter()
            .map(|stored| Ok(CheckLine { asked_by: asked_by(cx, &stored)?, check: stored.record }))
            .collect::<Result<Vec<_>, Refusal>>()?;
        let cards = insurance_card::of_patient(cx.tx, self.patient)?;
        let fees: Vec<SlidingFee> = sliding_fee::of_patient(cx.tx, self.patient)?.into_iter().map(|fee| fee.record).collect();
        let restrictions = confidential::read::restrictions(cx, self.patient)?;
        let named = |one: PayerRestriction| {
            let name = payers.iter().find(|payer| payer.id == one.payer).map(|payer| payer.name.clone()).unwrap_or_default();
            (one, name)
        };
        let view = CoverView {
            patient: self.patient,
            who,
            coverages: coverages(cx, self.patient, &payers)?,
            sheet: sheet(cx, self.patient, &payers, &checks, self.days)?,
            checks,
            cards: cards.into_iter().map(|stored| (stored.record.clone(), stored.recorded_at)).collect(),
            sent: sent_by(cx, self.patient)?,
            fees,
            restrictions: restrictions.into_iter().map(|stored| named(stored.record)).collect(),
            payers,
        };
        Ok(Guarded::chart(self.patient, Kind::Coverage, view))
    }
}

/// The same beside a chart that is open already: the look is written down there.
#[derive(Clone, Copy, Debug)]
pub struct CoverBeside(pub OpenCover);

impl Query for CoverBeside {
    type View = CoverView;

    fn ask(&self, cx: &Context<'_>) -> Result<Guarded<CoverView>, Refusal> {
        self.0.ask(cx)
    }
}

/// Who wrote the first version: the question.
fn asked_by(cx: &Context<'_>, stored: &store::Stored<EligibilityCheck>) -> Result<String, Refusal> {
    let versions = cx.tx.history::<EligibilityCheck>(stored.id)?;
    let first = versions.first().map_or(stored.recorded_by, |(first, _)| first.recorded_by);
    Ok(access::author_name(cx.tx, first)?)
}

fn coverages(cx: &Context<'_>, patient: PatientId, payers: &[Payer]) -> Result<Vec<CoverageLine>, Refusal> {
    let today = coverage::on_day(cx.tx, patient, cx.today())?.map(|found| found.id);
    let mut lines = Vec::new();
    for stored in coverage::of_patient(cx.tx, patient)? {
        let Some(payer) = payers.iter().find(|payer| payer.id == stored.payer).cloned() else { continue };
        let held = if payer.is_self_pay {
            Some("The person pays alone; there is nobody to ask.")
        } else if confidential::restriction::in_force(cx, patient, payer.id)? {
            Some("The person asked that this payer learns nothing (P2-50).")
        } else if gate::consent_for(cx, patient, payer.id, &ASKED_CATEGORIES)?.is_err() {
            Some("No consent to tell this payer is in force (P2-20).")
        } else {
            None
        };
        lines.push(CoverageLine { counts_today: today == Some(stored.id), held, payer, coverage: stored.record });
    }
    Ok(lines)
}

fn sheet(cx: &Context<'_>, patient: PatientId, payers: &[Payer], checks: &[CheckLine], days: i64) -> Result<Sheet, Refusal> {
    let today = coverage::on_day(cx.tx, patient, cx.today())?;
    let payer = today.as_ref().and_then(|found| payers.iter().find(|payer| payer.id == found.payer));
    let insurer = payer.filter(|payer| !payer.is_self_pay);
    let alone = || payers.iter().find(|payer| payer.is_self_pay);
    let fee = sliding_fee::on_day(cx.tx, patient, cx.today())?.map(|fee| fee.record).filter(|_| insurer.is_none());
    let of_today = |line: &&CheckLine| today.as_ref().is_some_and(|found| found.id == line.check.coverage);
    // An answer that says something is not undone by a later "cannot say now".
    let answered = || checks.iter().filter(of_today).filter(|line| line.check.answer.is_some());
    let check = answered().find(|line| line.check.says()).or_else(|| answered().next()).map(|line| line.check.clone());
    let figures = check.as_ref().and_then(|check| check.answer.as_ref()).map(|answer| Figures::of(&answer.content));
    let unknown = Figures::of(&eligibility::AnswerContent::default());
    let book = payer::rule_book(cx)?;
    let price = insurer.or_else(alone).and_then(|payer| price_of_day(&book, &payer.key, cx.today()));
    let estimate = price.as_ref().map(|(_, cents)| {
        estimate(&Terms {
            days,
            price_cents: *cents,
            figures: insurer.map(|_| figures.as_ref().unwrap_or(&unknown)),
            self_pay_percent: fee.as_ref().map_or(100, |fee| fee.share.pays_percent),
        })
    });
    Ok(Sheet {
        coverage: today.map(|found| found.id),
        payer: insurer.map(|payer| payer.name.clone()),
        check,
        figures,
        fee,
        code: price.map(|(code, _)| code),
        estimate,
        program: all_programs(cx.tx)?.into_iter().next().map(|program| program.record),
    })
}

/// What a day of treatment is billed with and for how much: the payer's per diem for substance use, else its only one.
fn price_of_day(book: &RuleBook, payer: &str, day: jiff::civil::Date) -> Option<(String, i64)> {
    let terms = book.terms_on(payer, day)?;
    let rule = terms.per_diem(Some("sud per diem")).or_else(|| terms.per_diem(None))?;
    Some((rule.code.clone(), rule.charge_cents))
}

/// Opens a picture of a card.
#[derive(Clone, Copy, Debug)]
pub struct OpenCardPicture {
    /// Which.
    pub card: InsuranceCardId,
    /// Whose, as the address says: under anybody else's it is not there.
    pub patient: PatientId,
}

/// A picture as it is kept.
#[derive(Clone, Debug)]
pub struct CardPicture {
    /// What it is of.
    pub card: InsuranceCard,
    /// Its bytes.
    pub bytes: Vec<u8>,
}

impl Query for OpenCardPicture {
    type View = CardPicture;
    const IS_CHART_VIEW: bool = true;

    fn ask(&self, cx: &Context<'_>) -> Result<Guarded<CardPicture>, Refusal> {
        cx.require(Action::View, Kind::Coverage)?;
        let card = insurance_card::load(cx.tx, self.card)?.record;
        if card.patient != self.patient {
            return Err(Refusal::NotFound);
        }
        let (_, bytes) = cx.tx.original(&card.sha256)?.ok_or(Refusal::NotFound)?;
        Ok(Guarded::chart(card.patient, Kind::Coverage, CardPicture { card, bytes }))
    }
}

/// Asks for a question or an answer as it was on the wire.
#[derive(Clone, Copy, Debug)]
pub struct OriginalOf {
    /// Of which check.
    pub check: EligibilityCheckId,
    /// Whose, as the address says: under anybody else's it is not there.
    pub patient: PatientId,
    /// The answer, or the question.
    pub is_answer: bool,
}

/// A file as it was sent or came.
#[derive(Clone, Debug)]
pub struct OriginalAnswer {
    /// The running number of the question.
    pub number: i64,
    /// Byte for byte.
    pub bytes: Vec<u8>,
}

impl Query for OriginalOf {
    type View = OriginalAnswer;
    const IS_CHART_VIEW: bool = true;

    fn ask(&self, cx: &Context<'_>) -> Result<Guarded<OriginalAnswer>, Refusal> {
        cx.require(Action::View, Kind::Coverage)?;
        let check = cx.tx.load::<EligibilityCheck>(self.check)?.filter(|one| one.patient == self.patient);
        let check = check.ok_or(Refusal::NotFound)?.record;
        let hash = match (self.is_answer, &check.answer) {
            (false, _) => check.request_sha256.clone(),
            (true, Some(answer)) => answer.sha256.clone(),
            (true, None) => return Err(Refusal::NotFound),
        };
        let (_, bytes) = cx.tx.original(&hash)?.ok_or(Refusal::NotFound)?;
        Ok(Guarded::chart(check.patient, Kind::Coverage, OriginalAnswer { number: check.number, bytes }))
    }
}
