//! Security schemes, and which of them an operation needs.

use std::collections::HashMap;

use openapiv3::{APIKeyLocation, SecurityRequirement, SecurityScheme};
use serde_json::Value;

use super::Lowerer;
use crate::diagnostic::Code;
use crate::ir::{AuthKind, AuthScheme, AuthUse, Doc, Name, Place, Tokens};
use crate::names::{self, Scope};
use crate::source::Pointer;

/// What a scheme says of itself.
struct Found {
    kind: AuthKind,
    description: Option<String>,
    /// Where a client gets tokens in its own name.
    token_url: Option<String>,
}

/// The scheme that a name of the document stands for; `None` where it is not supported.
pub(super) type AuthIndex = HashMap<String, Option<usize>>;

impl Lowerer<'_, '_> {
    /// The schemes of the document, and where each name leads.
    pub(crate) fn auth(&mut self) -> (Vec<AuthScheme>, AuthIndex) {
        let base = self.input.root().key("components").key("securitySchemes");
        let names: Vec<String> = self
            .input
            .value(&base)
            .and_then(Value::as_object)
            .map(|schemes| schemes.keys().cloned().collect())
            .unwrap_or_default();
        let mut statics = Scope::default();
        let mut schemes = Vec::new();
        let mut index = AuthIndex::new();
        for name in names {
            let Some(origin) = self.input.follow(&base.key(&name)) else {
                index.insert(name, None);
                continue;
            };
            let Some(Found { kind, description, token_url }) = self.auth_kind(&origin) else {
                index.insert(name, None);
                continue;
            };
            index.insert(name.clone(), Some(schemes.len()));
            let ident = self.builder_methods.claim(&names::method_ident(&name));
            let tokens = token_url.map(|url| Tokens {
                ident: self.builder_methods.claim(&names::method_ident(&format!("{name} client"))),
                url,
                scopes: Vec::new(),
            });
            schemes.push(AuthScheme {
                static_ident: statics.claim(&names::static_ident(&name)),
                name: Name { ident, wire: name },
                kind,
                tokens,
                doc: Doc { description, ..Doc::default() },
                origin,
            });
        }
        (schemes, index)
    }

    /// Adds to each scheme whose tokens the client gets by itself the scopes that operations need.
    pub(crate) fn with_scopes(&self, mut schemes: Vec<AuthScheme>) -> Vec<AuthScheme> {
        for (index, scheme) in schemes.iter_mut().enumerate() {
            if let (Some(tokens), Some(scopes)) = (&mut scheme.tokens, self.scopes.get(&index)) {
                let whole = scopes.iter().filter(|scope| !scope.contains('{'));
                tokens.scopes = whole.cloned().collect();
            }
        }
        schemes
    }

    fn auth_kind(&mut self, origin: &Pointer) -> Option<Found> {
        if self.input.value(origin)?.get("type").and_then(Value::as_str) == Some("mutualTLS") {
            self.unsupported(origin, "certificates of clients (`mutualTLS`) are not supported");
            return None;
        }
        let found = |kind, description| Some(Found { kind, description, token_url: None });
        match self.input.read::<SecurityScheme>(origin)? {
            SecurityScheme::APIKey { location, name, description, .. } => {
                let place = match location {
                    APIKeyLocation::Header => Place::Header,
                    APIKeyLocation::Query => Place::Query,
                    APIKeyLocation::Cookie => Place::Cookie,
                };
                found(AuthKind::ApiKey { place, name }, description)
            }
            SecurityScheme::HTTP { scheme, description, .. } => match &*scheme.to_ascii_lowercase()
            {
                "basic" => found(AuthKind::Basic, description),
                "bearer" => found(AuthKind::Bearer, description),
                _ => {
                    let message =
                        format!("the HTTP authentication scheme `{scheme}` is not supported");
                    self.unsupported(origin, &message);
                    None
                }
            },
            // A token that was got elsewhere is sent as a bearer token.
            SecurityScheme::OAuth2 { flows, description, .. } => {
                let token_url = flows.client_credentials.map(|flow| flow.token_url);
                let token_url = token_url.filter(|url| !url.is_empty());
                Some(Found { kind: AuthKind::Bearer, description, token_url })
            }
            SecurityScheme::OpenIDConnect { description, .. } => {
                found(AuthKind::Bearer, description)
            }
        }
    }

    fn unsupported(&mut self, origin: &Pointer, message: &str) {
        let help = "what it secures can be called by a client that was given an HTTP client or a middleware";
        self.report(Code::UnsupportedSecurity, origin, message, help);
    }

    /// The alternatives that an operation's requirements, or else the document's, come to.
    pub(crate) fn requirements(
        &mut self,
        own: Option<&[SecurityRequirement]>,
        index: &AuthIndex,
    ) -> Vec<Vec<AuthUse>> {
        let root = match own {
            Some(_) => None,
            None => self
                .input
                .read_optional::<Vec<SecurityRequirement>>(&self.input.root().key("security")),
        };
        let requirements = own.or(root.as_deref()).unwrap_or_default();
        for (name, scopes) in requirements.iter().flatten() {
            if let Some(scheme) = index.get(name).copied().flatten() {
                self.scopes.entry(scheme).or_default().extend(scopes.iter().cloned());
            }
        }
        let alternatives = requirements.iter().filter_map(|requirement| {
            // An alternative with a scheme that is not supported cannot be fulfilled.
            requirement.keys().map(|name| index.get(name).copied().flatten().map(AuthUse)).collect()
        });
        let mut alternatives: Vec<Vec<AuthUse>> = alternatives.collect();
        // Where a call may also go without, a credential that is there is sent all the same.
        alternatives.sort_by_key(Vec::is_empty);
        alternatives
    }
}
