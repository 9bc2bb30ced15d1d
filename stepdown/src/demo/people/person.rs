//! One invented person, drawn from the pools by number. A wish fixes what a story needs; the rest is chance.

use episode::patient::{Address, AdministrativeSex, Channel, ContactPoint, PatientInput};
use jiff::ToSpan;
use jiff::civil::Date;
use vocabulary::{PersonName, Phone};

use super::pools::{Culture, PayerPool, Pools};
use crate::demo::dice::Dice;
use crate::demo::words::Words;

/// How somebody tends to attend.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Character {
    /// Nearly always there, nearly always on time.
    Steady,
    /// Seldom in the first weeks, often later.
    Ramping,
    /// Weekends are hard: the first day of the week is missed every other time.
    MissesMondays,
    /// Depends on a bus.
    LateBus,
    /// Mostly by video.
    Remote,
    /// Has to leave early for work or children.
    LeavesEarly,
}

/// What a story needs of a person.
#[derive(Clone, Debug, Default)]
pub struct Wish {
    /// The payer's key.
    pub payer: Option<&'static str>,
    /// The principal diagnosis.
    pub code: Option<&'static str>,
    /// How they attend.
    pub character: Option<Character>,
    /// Whether taking part by video is possible where they go.
    pub has_video: bool,
}

/// A person with everything that is decided before they come.
#[derive(Clone, Debug)]
pub struct Person {
    /// The number in the script, from zero.
    pub number: usize,
    /// As [`episode::patient::RegisterPatient`] takes it.
    pub input: PatientInput,
    /// The key of the culture the name is from.
    pub culture: String,
    /// Minutes to get here.
    pub travel_minutes: i64,
    /// The payer's key.
    pub payer: String,
    /// The number on the card; empty for those who pay themselves.
    pub member_id: String,
    /// Days authorized at a time; nothing when none are needed.
    pub units: Option<i64>,
    /// ICD-10-CM code and words, the principal first.
    pub diagnoses: Vec<(String, String)>,
    /// Whether medication is part of the plan.
    pub is_on_medication: bool,
    /// How they attend.
    pub character: Character,
    /// Who sent them.
    pub referred_by: String,
    /// Problems, goals, objectives.
    pub plan: Vec<PlanProblem>,
    /// What their notes speak of.
    pub own: OwnThings,
}

/// A problem of a plan.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PlanProblem {
    /// 1, 2, …
    pub number: usize,
    /// The problem in the person's terms.
    pub words: String,
    /// The goal.
    pub goal: String,
    /// How it will show.
    pub objectives: Vec<PlanObjective>,
}

/// An objective of a plan. Its target date is set when the plan is written.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PlanObjective {
    /// `2.1`: the first objective of the second problem.
    pub number: String,
    /// What will be different.
    pub words: String,
    /// How it is measured.
    pub measure: String,
    /// Where the measure stands.
    pub baseline: i64,
    /// Where it should be.
    pub target: i64,
    /// Days from the first day to the target date.
    pub target_in_days: i64,
    /// In which service types it is worked on.
    pub serves: Vec<String>,
}

/// What a person's notes speak of again and again.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct OwnThings {
    pub trigger: Vec<String>,
    pub strategy: Vec<String>,
    pub support: Vec<String>,
    pub place: Vec<String>,
    pub body: Vec<String>,
    pub moment: Vec<String>,
    pub job: String,
    pub home: String,
}

/// Draws the person with a number. `attempt` is raised when a name is already taken where it would confuse.
#[must_use]
pub fn draw(pools: &Pools, words: &Words, (seed, today): (u64, Date), number: usize, attempt: u64, wish: &Wish) -> Person {
    let mut dice = Dice::of(seed, "person", number as u64, attempt);
    let culture = dice.weighed(&pools.culture, |c| c.weight);
    let input = input(pools, culture, today, &mut dice);
    let payer = match wish.payer {
        Some(key) => pools.payer.iter().find(|p| p.key == key),
        None => dice.weighed(&pools.payer, |p| p.weight),
    };
    let principal = match wish.code {
        Some(code) => pools.diagnosis.iter().find(|d| d.code == code),
        None => dice.weighed(&pools.diagnosis, |d| d.weight),
    };
    let second = dice.weighed(&pools.co_occurring, |d| d.weight);
    let diagnoses: Vec<(String, String)> =
        principal.into_iter().chain(second).map(|d| (d.code.clone(), d.words.clone())).collect();
    let medication_chance = if diagnoses.first().is_some_and(|(code, _)| code == "F11.20") { 85 } else { 35 };
    let character = wish.character.unwrap_or_else(|| character(wish.has_video, &mut dice));
    let town = dice.weighed(&pools.town, |t| t.weight);
    Person {
        number,
        input: PatientInput { address: address(pools, town, &mut dice), ..input },
        culture: culture.map(|c| c.key.clone()).unwrap_or_default(),
        travel_minutes: town.map_or(0, |t| t.minutes),
        payer: payer.map(|p| p.key.clone()).unwrap_or_default(),
        member_id: payer.map(|p| member_id(p, &mut dice)).unwrap_or_default(),
        units: payer.and_then(|p| p.units),
        plan: plan(pools, &diagnoses, &mut dice),
        is_on_medication: dice.chance(medication_chance),
        diagnoses,
        character,
        referred_by: dice.text(&pools.referrers.names),
        own: own_things(words, &mut dice),
    }
}

fn input(pools: &Pools, culture: Option<&Culture>, today: Date, dice: &mut Dice) -> PatientInput {
    let (kind, sex) = match dice.below(100) {
        0..=42 => ("she", AdministrativeSex::Female),
        43..=87 => ("he", AdministrativeSex::Male),
        _ => ("they", if dice.chance(50) { AdministrativeSex::Female } else { AdministrativeSex::Male }),
    };
    let names = |which: &str| {
        culture.map(|c| match which {
            "she" => &c.she,
            "he" => &c.he,
            _ => &c.they,
        })
    };
    let called = names(kind).map(|all| dice.text(all)).unwrap_or_default();
    let legal_kind = if sex == AdministrativeSex::Female { "she" } else { "he" };
    let given = if kind == "they" { names(legal_kind).map(|all| dice.text(all)).unwrap_or_default() } else { called.clone() };
    let language = culture.map(|c| dice.text(&c.languages)).unwrap_or_else(|| "en".to_owned());
    let born = today.saturating_sub((dice.between(19, 66) * 365 + dice.between(0, 364)).days());
    let phone = format!("+1{}55501{:02}", dice.text(&pools.area_codes), dice.below(100));
    let text_chance = if kind == "they" { 95 } else { 80 };
    PatientInput {
        given,
        family: culture.map(|c| dice.text(&c.family)).unwrap_or_default(),
        chosen_given: if kind == "they" { called } else { String::new() },
        pronouns: match kind {
            "she" => "she/her",
            "he" => "he/him",
            _ => "they/them",
        }
        .to_owned(),
        birth_date: Some(born),
        sex,
        contact_points: vec![ContactPoint {
            channel: Channel::Phone(Phone { e164: phone, extension: None }),
            may_leave_message: dice.chance(60),
            may_text: dice.chance(text_chance),
            call_as: dice.chance(15).then(|| "a friend from the harbor".to_owned()),
        }],
        address: None,
        needs_interpreter: language != "en" && dice.chance(45),
        language,
    }
}

fn address(pools: &Pools, town: Option<&super::pools::Town>, dice: &mut Dice) -> Option<Address> {
    let town = town?;
    let (house, street) = (dice.between(2, 480), dice.text(&pools.streets.names));
    let unit = dice.text(&pools.streets.units);
    let line = format!("{house} {street} {unit}");
    let lines = if dice.chance(4) { Vec::new() } else { vec![line.trim().to_owned()] };
    Some(Address { lines, city: town.city.clone(), state: "MA".to_owned(), zip: town.zip.clone() })
}

fn member_id(payer: &PayerPool, dice: &mut Dice) -> String {
    if payer.member.is_empty() { String::new() } else { format!("{}{:08}", payer.member, dice.below(100_000_000)) }
}

fn character(has_video: bool, dice: &mut Dice) -> Character {
    match dice.below(100) {
        0..=43 => Character::Steady,
        44..=58 => Character::Ramping,
        59..=70 => Character::MissesMondays,
        71..=83 => Character::LateBus,
        84..=91 if has_video => Character::Remote,
        _ => Character::LeavesEarly,
    }
}

fn plan(pools: &Pools, diagnoses: &[(String, String)], dice: &mut Dice) -> Vec<PlanProblem> {
    let mut plan = Vec::new();
    for (number, (code, _)) in diagnoses.iter().enumerate().map(|(at, d)| (at + 1, d)) {
        let fitting: Vec<_> = pools.problem.iter().filter(|p| p.for_code == *code).collect();
        let Some(problem) = dice.pick(&fitting) else { continue };
        let objectives = problem.objective.iter().enumerate().map(|(at, o)| PlanObjective {
            number: format!("{number}.{}", at + 1),
            words: o.words.clone(),
            measure: o.measure.clone(),
            baseline: o.baseline,
            target: o.target,
            target_in_days: dice.between(4, 10) * 7,
            serves: o.serves.clone(),
        });
        let objectives = objectives.collect();
        plan.push(PlanProblem { number, words: problem.words.clone(), goal: problem.goal.clone(), objectives });
    }
    plan
}

fn own_things(words: &Words, dice: &mut Dice) -> OwnThings {
    let slot = &words.slot;
    OwnThings {
        trigger: dice.few(5, &slot.trigger),
        strategy: dice.few(5, &slot.strategy),
        support: dice.few(3, &slot.support),
        place: dice.few(4, &slot.place),
        body: dice.few(3, &slot.body),
        moment: dice.few(4, &slot.moment),
        job: dice.text(&slot.job),
        home: dice.text(&slot.home),
    }
}

impl Person {
    /// The name on screens.
    #[must_use]
    pub fn name(&self) -> PersonName {
        let chosen = &self.input.chosen_given;
        let given = if chosen.is_empty() { &self.input.given } else { chosen };
        PersonName { given: given.clone(), family: self.input.family.clone() }
    }

    /// The legal name as signed.
    #[must_use]
    pub fn legal_name(&self) -> String {
        PersonName { given: self.input.given.clone(), family: self.input.family.clone() }.full()
    }

    /// The objectives of the plan, in order.
    pub fn objectives(&self) -> impl Iterator<Item = &PlanObjective> {
        self.plan.iter().flat_map(|problem| &problem.objectives)
    }
}
