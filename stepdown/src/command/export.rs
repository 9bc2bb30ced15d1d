//! `stepdown export`: one person's chart as it stood at a moment, with its purpose written into the chart.

use std::collections::BTreeMap;

use access::Role;
use reactions::{ExportChart, ExportedChart};
use serde_json::{Value, json};

use crate::command_line::Export;
use crate::database::{Presence, open_house};
use crate::outcome::{Exit, Failure};
use crate::own_actor::as_role;
use crate::say;
use crate::settings::Settings;

/// The form of the document.
const FORMAT: &str = "stepdown-chart/1";

/// Takes out a chart.
pub(crate) fn run(wish: &Export) -> Result<Exit, Failure> {
    let patient = wish.patient.trim().parse().map_err(|_| {
        Failure::refused(format!("`{}` is not the id of a person.", wish.patient))
            .remedy("The id stands in the address of the chart: 36 characters with hyphens.")
    })?;
    // Without a word, the chart says that somebody at this computer took it out.
    let said = wish.purpose.clone().filter(|purpose| !purpose.trim().is_empty());
    let purpose = said.unwrap_or_else(|| "taken out at the command line, no purpose said".to_owned());
    let settings = Settings::read(&wish.place, Vec::new())?;
    let house = open_house(&settings, Presence::Expected)?;
    let as_of = wish.as_of.unwrap_or_else(|| house.clock().now());
    let chart = house.export_chart(&as_role(Role::ComplianceOfficer), &ExportChart { patient, as_of, purpose })?;
    if wish.json {
        say::json(&document(&chart)?)?;
    } else {
        say::line(summary(&chart))?;
    }
    Ok(Exit::Done)
}

fn document(chart: &ExportedChart) -> Result<Value, Failure> {
    let records = chart.records.iter().map(|record| {
        let body: Value = serde_json::from_str(&record.body)
            .map_err(|_| Failure::new(Exit::Database, format!("Record {} cannot be read.", record.id)))?;
        Ok(json!({
            "kind": record.kind,
            "id": record.id,
            "version": record.version,
            "recorded_at": record.recorded_at.to_string(),
            "recorded_by": record.recorded_by,
            "reason": record.reason,
            "body": body,
        }))
    });
    Ok(json!({
        "format": FORMAT,
        "patient": chart.patient.to_string(),
        "as_of": chart.as_of.to_string(),
        "exported_at": chart.exported_at.to_string(),
        "purpose": chart.purpose,
        "withheld_counseling_notes": chart.withheld,
        "records": records.collect::<Result<Vec<Value>, Failure>>()?,
    }))
}

/// How much there is; what it says is in the document.
fn summary(chart: &ExportedChart) -> String {
    let mut kinds: BTreeMap<&str, u64> = BTreeMap::new();
    for record in &chart.records {
        *kinds.entry(&record.kind).or_default() += 1;
    }
    let lines: String = kinds.iter().map(|(kind, count)| format!("\n  {count:>5}  {}", kind.replace('_', " "))).collect();
    let withheld = match chart.withheld {
        0 => String::new(),
        count => format!("\n{} left out (42 CFR 2.11).", say::count(count, "counseling note")),
    };
    format!(
        "As it stood at {}: {}{lines}{withheld}\nWith --json the whole chart.",
        chart.as_of,
        say::count(chart.records.len() as u64, "record")
    )
}
