//! TLS to the security server, which knows us by a certificate.

use std::{path::Path, sync::Arc};

use rustls::{
    ClientConfig, RootCertStore,
    pki_types::{CertificateDer, PrivateKeyDer, pem::PemObject},
};

use super::WrongSettings;
use crate::config::XRoad;

/// Trusts whom `ca_file` names and nobody else; shows our certificate when there is one.
pub(super) fn config(settings: &XRoad) -> Result<ClientConfig, WrongSettings> {
    let mut roots = RootCertStore::empty();
    if !is_empty(&settings.ca_file) {
        for certificate in certificates(&settings.ca_file)? {
            roots.add(certificate).map_err(|_| unreadable(&settings.ca_file))?;
        }
    } else if settings.security_server.starts_with("https:") {
        return Err(WrongSettings::NoAuthority);
    }
    let provider = Arc::new(rustls::crypto::ring::default_provider());
    let config = ClientConfig::builder_with_provider(provider)
        .with_safe_default_protocol_versions()
        .map_err(|_| WrongSettings::Tls)?
        .with_root_certificates(roots);
    if is_empty(&settings.certificate_file) {
        return Ok(config.with_no_client_auth());
    }
    let key = PrivateKeyDer::from_pem_file(&settings.key_file).map_err(|_| unreadable(&settings.key_file))?;
    config
        .with_client_auth_cert(certificates(&settings.certificate_file)?, key)
        .map_err(|_| unreadable(&settings.certificate_file))
}

fn certificates(file: &Path) -> Result<Vec<CertificateDer<'static>>, WrongSettings> {
    let read = CertificateDer::pem_file_iter(file).and_then(Iterator::collect::<Result<Vec<_>, _>>);
    read.ok().filter(|found: &Vec<_>| !found.is_empty()).ok_or_else(|| unreadable(file))
}

fn is_empty(file: &Path) -> bool {
    file.as_os_str().is_empty()
}

fn unreadable(file: &Path) -> WrongSettings {
    WrongSettings::Unreadable(file.display().to_string())
}
