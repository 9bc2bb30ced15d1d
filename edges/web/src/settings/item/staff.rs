//! A member of staff: name and credential as signed, roles, working days. The last day closes access and keeps authorship. How the
//! person signs in is set up elsewhere.

use access::{Role, Staff};
use maud::{Markup, html};
use schedule::program::{Item, ProgramOverview};
use vocabulary::PersonName;

use super::{Drawn, Ground, Lines, begin_days, day_lines, days, line, read_days, text};
use crate::component::{ChoiceRow, Problem, Select};
use crate::form::Sent;

pub(super) fn begin(staff: &Staff) -> Sent {
    let sent = Sent::default()
        .with("given", staff.name.given.clone())
        .with("family", staff.name.family.clone())
        .with("credential", staff.credential.clone())
        .with("login", staff.login.clone())
        .with("npi", staff.npi.clone().unwrap_or_default())
        .with("supervisor", staff.supervisor.map(|id| id.to_string()).unwrap_or_default());
    let sent = staff.roles.iter().fold(sent, |sent, role| sent.with("roles", role.as_str()));
    begin_days(sent, staff.from, staff.to)
}

pub(super) fn fields(drawn: &Drawn<'_>) -> Markup {
    let Drawn { program, sent, problems, is_new, .. } = *drawn;
    let roles =
        ChoiceRow::many("roles", "Roles").choices(Role::staff().map(|role| (role.as_str(), role.title()))).problems(problems);
    let roles = sent.all("roles").fold(roles.hint("Each role opens its own desk"), ChoiceRow::chosen);
    let supervisors = program.staff.iter().filter(|one| drawn.works(&one.item) && !one.item.needs_cosignature());
    let supervisors = supervisors.map(|one| (one.item.id.to_string(), one.item.signature_name()));
    html! {
        (text(sent, problems, "given", "Given name")) (text(sent, problems, "family", "Family name").optional())
        (text(sent, problems, "credential", "Credential as signed").optional().placeholder("LICSW").class("medium"))
        (text(sent, problems, "npi", "NPI").optional().hint("Ten digits, for those who stand on claims").class("medium"))
        @if is_new { (text(sent, problems, "login", "Name to sign in with").hint("Small letters and digits").class("medium")) }
        (Select::new("supervisor", "Who co-signs").option("", "Nobody").options(supervisors).chosen(sent.text("supervisor")).optional().hint("For staff in training").problems(problems))
        div.full { (roles) }
        (days(sent, problems))
    }
}

pub(super) fn read(ground: Ground<'_>, sent: &Sent, problems: &mut Vec<Problem>) -> Staff {
    let standing = match ground.standing {
        Some(Item::Staff(staff)) => Some(staff),
        _ => None,
    };
    let (from, to) = read_days(sent, ground.today(), problems);
    let name = PersonName::parse(sent.text("given"), sent.text("family")).unwrap_or_else(|_| {
        problems.push(Problem::new("given", "Write the name as it is signed."));
        PersonName::default()
    });
    let roles: Vec<Role> = Role::staff().filter(|role| sent.all("roles").any(|sent| sent == role.as_str())).collect();
    let supervisor = sent.parse("supervisor");
    if roles.contains(&Role::Intern) && supervisor.is_none() {
        problems.push(Problem::new("supervisor", "Choose who co-signs for staff in training."));
    }
    Staff {
        id: standing.map_or_else(|| ground.ids().next(ground.now()), |staff| staff.id),
        name,
        credential: sent.text("credential").to_owned(),
        roles: kept_order(standing, roles),
        npi: Some(sent.text("npi").to_owned()).filter(|npi| !npi.is_empty()),
        supervisor,
        login: standing.map_or_else(|| sent.text("login").to_owned(), |staff| staff.login.clone()),
        from,
        to,
        left_at: standing.and_then(|staff| staff.left_at),
    }
}

/// The first role says where a person lands: roles that stand keep their order, new ones follow.
fn kept_order(standing: Option<&Staff>, chosen: Vec<Role>) -> Vec<Role> {
    let known = standing.map(|staff| staff.roles.as_slice()).unwrap_or_default();
    let kept = known.iter().copied().filter(|role| chosen.contains(role));
    kept.chain(chosen.iter().copied().filter(|role| !known.contains(role))).collect()
}

pub(super) fn lines(staff: &Staff, program: &ProgramOverview) -> Lines {
    let roles: Vec<&str> = staff.roles.iter().map(|role| role.title()).collect();
    let mut all = vec![
        line("Name", staff.name.full()),
        line("Credential", staff.credential.clone()),
        line("Roles", roles.join(", ")),
        line("NPI", staff.npi.clone().unwrap_or_default()),
        line("Who co-signs", staff.supervisor.map(|id| program.staff_name(id)).unwrap_or_default()),
        line("Signs in as", staff.login.clone()),
    ];
    all.extend(day_lines(staff.from, staff.to));
    if staff.left_at.is_some() {
        all.push(line("Work", "Ended on that day, and access with it"));
    }
    all
}
