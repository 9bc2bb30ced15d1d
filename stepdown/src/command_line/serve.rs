//! What `stepdown serve` can be told.

use std::net::SocketAddr;
use std::path::PathBuf;

use clap::Args;

use super::Place;

/// See [`super::Command::Serve`].
#[derive(Args)]
pub(crate) struct Serve {
    /// Where.
    #[command(flatten)]
    pub(crate) place: Place,
    /// Address and port to answer at [default: 127.0.0.1:8080].
    #[arg(long, value_name = "ADDR")]
    listen: Option<SocketAddr>,
    /// The certificate chain, a PEM file.
    #[arg(long, value_name = "FILE", requires = "tls_key")]
    tls_cert: Option<PathBuf>,
    /// Its private key, a PEM file.
    #[arg(long, value_name = "FILE", requires = "tls_cert")]
    tls_key: Option<PathBuf>,
    /// A proxy in front of Stepdown encrypts.
    #[arg(long)]
    behind_proxy: bool,
    /// The address people type; passkeys are bound to it.
    #[arg(long, value_name = "URL")]
    origin: Option<String>,
    /// The program's time zone, when it is not the stored program's.
    #[arg(long, value_name = "ZONE")]
    zone: Option<String>,
    /// How logs look.
    #[arg(long, value_name = "human|json")]
    log_format: Option<String>,
    /// What is logged: error, warn, info, debug.
    #[arg(long, value_name = "LEVEL")]
    log_level: Option<String>,
}

impl Serve {
    /// What was said by flags.
    pub(crate) fn flags(&self) -> Vec<(&'static str, String)> {
        let path = |path: &Option<PathBuf>| path.as_ref().map(|path| path.to_string_lossy().into_owned());
        let said = [
            ("listen", self.listen.map(|listen| listen.to_string())),
            ("tls_cert", path(&self.tls_cert)),
            ("tls_key", path(&self.tls_key)),
            ("behind_proxy", self.behind_proxy.then(|| "true".to_owned())),
            ("origin", self.origin.clone()),
            ("zone", self.zone.clone()),
            ("log_format", self.log_format.clone()),
            ("log_level", self.log_level.clone()),
        ];
        said.into_iter().filter_map(|(name, value)| value.map(|value| (name, value))).collect()
    }
}
