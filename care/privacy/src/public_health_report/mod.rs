//! Figures that a public health authority got (42 CFR 2.54; P2-44): to whom, about which years, and the table itself, which points to
//! nobody. Kept so that anybody can see what left.

use ::store::{Chain, Record, Tx, Value, text};
use access::{Action, Context, Kind, Refusal};
use confidential::deidentified::Table;
use confidential::{Guarded, Query};
use jiff::civil::Date;
use serde::{Deserialize, Serialize};
use uuid::Uuid;
use vocabulary::id::PublicHealthReportId;

mod store;

/// Figures that were handed over.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct PublicHealthReport {
    /// The id.
    pub id: PublicHealthReportId,
    /// To which authority.
    pub authority: String,
    /// Where it was reached, when that was known.
    pub address: String,
    /// The first year.
    pub from_year: i16,
    /// The last year.
    pub to_year: i16,
    /// What left.
    pub table: Table,
    /// Who handed it over, by name.
    pub by: String,
    /// On which day.
    pub on: Date,
}

impl Record for PublicHealthReport {
    const TABLE: &'static str = "public_health_report";
    fn id(&self) -> Uuid {
        self.id.0
    }
    fn chain(&self) -> Chain {
        Chain::Program
    }
    fn columns(&self) -> Vec<(&'static str, Value)> {
        vec![("handed_over_on", text(self.on))]
    }
}

/// Keeps it, in the transaction in which it leaves.
///
/// # Errors
/// The database's own.
pub fn keep(cx: &Context<'_>, report: &PublicHealthReport) -> Result<(), Refusal> {
    cx.tx.append(report, &cx.entry("handed over to public health"))?;
    Ok(())
}

/// The one with an id.
///
/// # Errors
/// [`Refusal::NotFound`].
pub fn load(tx: &Tx<'_>, id: PublicHealthReportId) -> Result<PublicHealthReport, Refusal> {
    Ok(tx.load::<PublicHealthReport>(id)?.ok_or(Refusal::NotFound)?.record)
}

/// Asks for all of them, the newest first.
#[derive(Clone, Copy, Debug)]
pub struct ListPublicHealthReports;

impl Query for ListPublicHealthReports {
    type View = Vec<PublicHealthReport>;

    fn ask(&self, cx: &Context<'_>) -> Result<Guarded<Vec<PublicHealthReport>>, Refusal> {
        cx.require(Action::View, Kind::PublicHealthReport)?;
        let all = store::all(cx.tx)?.into_iter().map(|one| one.record).collect();
        Ok(Guarded::program(Kind::PublicHealthReport, all))
    }
}
