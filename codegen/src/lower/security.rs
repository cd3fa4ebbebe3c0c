//! Security schemes, and which of them an operation needs.

use std::collections::HashMap;

use openapiv3::{APIKeyLocation, SecurityRequirement, SecurityScheme};
use serde_json::Value;

use super::Lowerer;
use crate::diagnostic::Code;
use crate::ir::{AuthKind, AuthScheme, AuthUse, Doc, Name, Place};
use crate::names::{self, Scope};
use crate::source::Pointer;

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
        let (mut methods, mut statics) = (Scope::default(), Scope::default());
        let mut schemes = Vec::new();
        let mut index = AuthIndex::new();
        for name in names {
            let origin = self.input.follow(&base.key(&name));
            let scheme = origin
                .and_then(|origin| Some((self.input.read::<SecurityScheme>(&origin)?, origin)));
            let Some((scheme, origin)) = scheme else {
                index.insert(name, None);
                continue;
            };
            let Some((kind, description)) = self.auth_kind(scheme, &origin) else {
                index.insert(name, None);
                continue;
            };
            index.insert(name.clone(), Some(schemes.len()));
            schemes.push(AuthScheme {
                static_ident: statics.claim(&names::static_ident(&name)),
                name: Name { ident: methods.claim(&names::method_ident(&name)), wire: name },
                kind,
                doc: Doc { description, ..Doc::default() },
                origin,
            });
        }
        (schemes, index)
    }

    fn auth_kind(
        &mut self,
        scheme: SecurityScheme,
        origin: &Pointer,
    ) -> Option<(AuthKind, Option<String>)> {
        match scheme {
            SecurityScheme::APIKey { location, name, description, .. } => {
                let place = match location {
                    APIKeyLocation::Header => Place::Header,
                    APIKeyLocation::Query => Place::Query,
                    APIKeyLocation::Cookie => Place::Cookie,
                };
                Some((AuthKind::ApiKey { place, name }, description))
            }
            SecurityScheme::HTTP { scheme, description, .. }
                if scheme.eq_ignore_ascii_case("basic") =>
            {
                Some((AuthKind::Basic, description))
            }
            SecurityScheme::HTTP { scheme, description, .. }
                if scheme.eq_ignore_ascii_case("bearer") =>
            {
                Some((AuthKind::Bearer, description))
            }
            // A token that was got elsewhere is sent as a bearer token.
            SecurityScheme::OAuth2 { description, .. }
            | SecurityScheme::OpenIDConnect { description, .. } => {
                Some((AuthKind::Bearer, description))
            }
            SecurityScheme::HTTP { scheme, .. } => {
                self.report(
                    Code::UnsupportedSecurity,
                    origin,
                    &format!("the HTTP authentication scheme `{scheme}` is not supported"),
                    "`basic` and `bearer` are",
                );
                None
            }
        }
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
