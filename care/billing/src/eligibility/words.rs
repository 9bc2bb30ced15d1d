//! Answers in plain words: for the Coverage tab, the benefits sheet and the command line. Nobody should need to know a code.

use vocabulary::money::Cents;

use super::answer::{AnswerContent, BenefitKind, CoverStatus, Network, Period, Rejected, Statement};
use super::change::percent;
use super::figures::Figures;

/// What a code of a kind of service means; the code itself where we have no words.
#[must_use]
pub fn service_words(code: &str) -> String {
    let words = match code {
        "1" => "medical care",
        "30" => "the plan as a whole",
        "33" => "chiropractic",
        "35" => "dental care",
        "47" => "hospital",
        "48" => "inpatient hospital",
        "50" => "outpatient hospital",
        "86" => "emergency services",
        "88" => "pharmacy",
        "98" => "office visits",
        "A4" => "psychiatric care",
        "A6" => "psychotherapy",
        "A7" => "inpatient psychiatric care",
        "A8" => "outpatient psychiatric care",
        "AI" => "substance use treatment",
        "AJ" => "treatment for alcohol use",
        "AK" => "treatment for drug use",
        "AL" => "vision",
        "MH" => "mental health",
        "UC" => "urgent care",
        other => return format!("service {other}"),
    };
    words.to_owned()
}

impl CoverStatus {
    /// In a few words.
    #[must_use]
    pub const fn words(self) -> &'static str {
        match self {
            Self::Active => "Insured",
            Self::Inactive => "Not insured",
            Self::Refused => "The payer did not answer",
            Self::NotSaid => "The payer did not say",
        }
    }
}

impl Rejected {
    /// Why, in plain words.
    #[must_use]
    pub fn sentence(&self) -> String {
        let words = match self.reason.as_str() {
            "04" => "The payer says that more was asked than it answers.",
            "15" => "Something the payer needs is missing in the question.",
            "33" | "97" | "98" => "The payer could not read the question.",
            "35" => "The payer says that we are outside its network.",
            "41" => "The payer does not let us ask.",
            "42" | "80" => "The payer cannot answer right now.",
            "43" | "44" | "45" | "46" | "47" | "48" | "49" | "51" => "The payer does not know our program by what we sent.",
            "50" => "The payer does not let our program ask about members.",
            "52" => "Our contract with the payer does not cover that day.",
            "53" | "54" | "55" | "69" | "70" => "The payer does not answer for the kind of service we asked about.",
            "56" | "57" | "60" | "61" | "62" | "63" => "The payer does not answer for that day.",
            "58" | "71" => "The birth date is not the one the payer has.",
            "64" | "72" => "The payer has no member with this id.",
            "65" | "73" => "The name is not the one the payer has.",
            "66" | "74" => "The sex is not the one the payer has.",
            "67" | "75" => "The payer does not find the person.",
            "68" | "76" => "The payer has the member id more than once.",
            "77" => "The payer finds the member, but not the person we asked about.",
            "78" => "The member is not in this group or plan.",
            "79" => "One of the two ends of the line is not known to the other.",
            "T4" => "The payer's own name or id was missing.",
            other => return format!("The payer refused with reason {other}."),
        };
        words.to_owned()
    }

    /// What to do next.
    #[must_use]
    pub fn remedy(&self) -> &'static str {
        match (self.follow_up.as_str(), self.reason.as_str()) {
            ("C", "58" | "71" | "64" | "65" | "67" | "72" | "73" | "75" | "77") => {
                "Compare name, birth date and member id with the card, correct them and check again."
            }
            ("C", _) => "Correct it and check again.",
            ("R" | "P", _) => "Check again later.",
            ("W", _) => "Check again in 30 days.",
            ("X", _) => "Check again in 10 days.",
            ("Y" | "S", _) => "Do not ask again: the payer works on it.",
            (_, "50" | "41" | "43" | "51") => "Call the payer's provider line.",
            _ => "Call the payer.",
        }
    }
}

impl Statement {
    /// One line: what, for what, how much.
    #[must_use]
    pub fn sentence(&self) -> String {
        let mut line = self.kind_words();
        if !self.services.is_empty() {
            let all: Vec<String> = self.services.iter().map(|code| service_words(code)).collect();
            line.push_str(&format!(" for {}", listed(&all)));
        }
        if let Some(plan) = &self.plan {
            line.push_str(&format!(" ({plan})"));
        }
        let mut said: Vec<String> = Vec::new();
        said.extend(self.amount_cents.map(|cents| format!("{}{}", Cents(cents), self.period_words())));
        said.extend(self.basis_points.map(|share| format!("{} of the price", percent(share))));
        said.extend(self.quantity.as_ref().map(|(counted, many)| self.quantity_words(counted, *many)));
        said.extend(self.is_family.then(|| "for the family".to_owned()));
        said.extend(match self.network {
            Network::Inside => Some("in the payer's network".to_owned()),
            Network::Outside => Some("outside the payer's network".to_owned()),
            Network::Either | Network::NotSaid => None,
        });
        said.extend(
            self.needs_approval
                .map(|needed| (if needed { "approval needed beforehand" } else { "no approval needed" }).to_owned()),
        );
        if !said.is_empty() {
            line.push_str(&format!(": {}", said.join(", ")));
        }
        line.push('.');
        for message in &self.messages {
            line.push_str(&format!(" “{message}”"));
        }
        line
    }

    fn kind_words(&self) -> String {
        let words = match &self.kind {
            BenefitKind::Active => "Insured",
            BenefitKind::Inactive => "Not insured",
            BenefitKind::Coinsurance => "Share of the price to pay",
            BenefitKind::Copay => "Copay",
            BenefitKind::Deductible => "Deductible",
            BenefitKind::OutOfPocket => "Most to pay in a year",
            BenefitKind::Limit => "Limit",
            BenefitKind::NotCovered => "Not covered",
            BenefitKind::Excluded => "Left out of the plan",
            BenefitKind::Unlimited => "No limit",
            BenefitKind::Description => "About the benefit",
            BenefitKind::PrimaryCare => "Primary care provider",
            BenefitKind::OtherPayer => "Another payer",
            BenefitKind::AskElsewhere => "To ask elsewhere",
            BenefitKind::Other(code) => return format!("Statement {code}"),
        };
        words.to_owned()
    }

    fn period_words(&self) -> String {
        match &self.period {
            Period::NotSaid => String::new(),
            Period::Visit => " each visit".to_owned(),
            Period::Day => " each day".to_owned(),
            Period::Year => " a year".to_owned(),
            Period::YearToDate => " so far this year".to_owned(),
            Period::Remaining => " left".to_owned(),
            Period::Episode => " each course of care".to_owned(),
            Period::Lifetime => " in a lifetime".to_owned(),
            Period::Other(code) => format!(" (time {code})"),
        }
    }

    fn quantity_words(&self, counted: &str, hundredths: i64) -> String {
        let many = match hundredths % 100 {
            0 => (hundredths / 100).to_string(),
            part => format!("{}.{part:02}", hundredths / 100),
        };
        let what = match counted {
            "VS" => "visits",
            "DY" => "days",
            "HS" => "hours",
            "P6" => "services",
            _ => "times",
        };
        format!("{many} {what}{}", self.period_words())
    }
}

impl AnswerContent {
    /// The answer in a few sentences, the most asked for first.
    #[must_use]
    pub fn summary(&self) -> Vec<String> {
        let figures = Figures::of(self);
        let mut said = Vec::new();
        let plan = figures.plan.as_ref().map(|plan| format!(" with {plan}")).unwrap_or_default();
        said.push(format!("{}{plan}.", figures.status.words()));
        said.extend(self.rejections.iter().map(|one| format!("{} {}", one.sentence(), one.remedy())));
        if let Some(ends) = figures.ends {
            said.push(format!("The plan ends on {}.", vocabulary::day::short_day(ends)));
        }
        if figures.is_not_covered {
            said.push("Treatment for substance use is not covered.".to_owned());
        }
        said.extend(deductible(&figures));
        said.extend(figures.copay_cents.map(|cents| format!("Copay {} each day of treatment.", Cents(cents))));
        said.extend(figures.coinsurance_basis_points.map(|share| format!("{} of the price is to pay.", percent(share))));
        said.extend(match (figures.out_of_pocket_cents, figures.out_of_pocket_left_cents) {
            (Some(all), Some(left)) => Some(format!("At most {} a year; {} is left until then.", Cents(all), Cents(left))),
            (Some(all), None) => Some(format!("At most {} a year.", Cents(all))),
            (None, Some(left)) => Some(format!("{} is left until the most to pay in a year.", Cents(left))),
            (None, None) => None,
        });
        said.extend(match (figures.visits, figures.visits_left) {
            (Some(all), Some(left)) => Some(format!("{left} of {all} visits are left.")),
            (None, Some(left)) => Some(format!("{left} visits are left.")),
            (Some(all), None) => Some(format!("{all} visits a year.")),
            (None, None) => None,
        });
        said.extend(figures.needs_approval.map(|needed| {
            (if needed { "Approval is needed beforehand." } else { "No approval is needed beforehand." }).to_owned()
        }));
        if figures.has_other_payer {
            said.push("Another payer is named; find out who pays first.".to_owned());
        }
        said
    }
}

fn deductible(figures: &Figures) -> Option<String> {
    match (figures.deductible_cents, figures.deductible_left_cents) {
        (Some(all), Some(left)) => {
            let met = Cents(all.saturating_sub(left).max(0));
            Some(format!("Deductible {} a year: {met} is met, {} is left.", Cents(all), Cents(left)))
        }
        (Some(all), None) => Some(format!("Deductible {} a year.", Cents(all))),
        (None, Some(left)) => Some(format!("{} of the deductible is left.", Cents(left))),
        (None, None) => None,
    }
}

fn listed(all: &[String]) -> String {
    match all {
        [] => String::new(),
        [one] => one.clone(),
        [many @ .., last] => format!("{} and {last}", many.join(", ")),
    }
}
