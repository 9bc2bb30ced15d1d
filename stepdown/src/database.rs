//! Opens the database and the house on it, as the settings say.

use std::path::Path;

use reactions::{House, keys_in};
use store::{DatabaseUrl, Notary, Store, StoreError};
use vocabulary::{Clock, IdSource, ProgramZone};

use crate::outcome::{Exit, Failure};
use crate::settings::Settings;

/// The zone until a program says where it is.
const ZONE_BEFORE_A_PROGRAM: &str = "UTC";

/// Whether a SQLite database may be made.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Presence {
    /// It must be there: nobody verifies or backs up an empty database by a typing mistake.
    Expected,
    /// It is made when it is not there.
    MayBeNew,
}

/// Opens the database.
pub(crate) fn open_store(settings: &Settings, presence: Presence) -> Result<Store, Failure> {
    if let DatabaseUrl::Sqlite(file) = &settings.database {
        if presence == Presence::MayBeNew {
            make_folder(&settings.data)?;
        } else if !file.exists() {
            let sentence = format!("There is no database in {}.", settings.data.display());
            let remedy = "Name the folder with --data, or set `data` or `database_url`. `stepdown serve` and `stepdown program \
                          import` make a new one.";
            return Err(Failure::new(Exit::Database, sentence).remedy(remedy));
        }
    }
    Ok(Store::open_with(&settings.database, &settings.database_key)?)
}

/// Opens the house on this machine's own clock.
pub(crate) fn open_house(settings: &Settings, presence: Presence) -> Result<House, Failure> {
    house_on(open_store(settings, presence)?, settings)
}

/// The house on a database that is open already.
pub(crate) fn house_on(store: Store, settings: &Settings) -> Result<House, Failure> {
    let stored = store.read::<_, StoreError>(schedule::program::all_programs)?;
    let stored = stored.into_iter().next().map(|program| program.record.zone);
    let name = settings.zone.clone().or(stored).unwrap_or_else(|| ZONE_BEFORE_A_PROGRAM.to_owned());
    let zone = ProgramZone::parse(&name).map_err(|problem| Failure::refused(format!("{problem}.")))?;
    make_folder(&settings.data)?;
    let keys = keys_in(&settings.data, &store)?;
    for file in &keys.missing {
        tracing::error!(file, folder = %settings.data.display(), "a key file is missing; put it back: what it opens stays shut until then");
    }
    let notary = notary(&store, settings)?;
    let house = House::of(store, keys, Clock::system(), IdSource::random(), zone)?;
    house.appoint(notary);
    Ok(house)
}

/// Who signs checkpoints over a database: key and file lie in the data folder, beside SQLite and on PostgreSQL alike.
pub(crate) fn notary(store: &Store, settings: &Settings) -> Result<Notary, Failure> {
    make_folder(&settings.data)?;
    Ok(Notary::of_folder(&settings.data, store)?)
}

/// Makes the data folder. Only its owner may look inside.
pub(crate) fn make_folder(folder: &Path) -> Result<(), Failure> {
    let mut builder = std::fs::DirBuilder::new();
    builder.recursive(true);
    #[cfg(unix)]
    {
        use std::os::unix::fs::DirBuilderExt;
        builder.mode(0o700);
    }
    builder.create(folder).map_err(|error| Failure::machine(format!("{} cannot be made", folder.display()), &error))
}
