//! TLS with a certificate that a server has made for itself.

use std::sync::{Arc, LazyLock};

use tokio::io::AsyncReadExt;
use tokio::net::TcpStream;
use tokio_rustls::TlsAcceptor;
use tokio_rustls::rustls::ServerConfig;
use tokio_rustls::rustls::pki_types::PrivateKeyDer;

static ACCEPTOR: LazyLock<TlsAcceptor> = LazyLock::new(|| {
    let own = rcgen::generate_simple_self_signed(["localhost".to_owned()]).expect("a certificate");
    let key = PrivateKeyDer::try_from(own.signing_key.serialize_der()).expect("a key");
    let config = ServerConfig::builder()
        .with_no_client_auth()
        .with_single_cert(vec![own.cert.into()], key)
        .expect("a key that fits its certificate");
    TlsAcceptor::from(Arc::new(config))
});

/// What a client sends through TLS: nothing, if it does not trust the certificate.
pub(super) async fn serve(stream: &mut TcpStream) -> Vec<u8> {
    let mut through = Vec::new();
    if let Ok(mut stream) = ACCEPTOR.accept(stream).await {
        let _ = stream.read_to_end(&mut through).await;
    }
    through
}
