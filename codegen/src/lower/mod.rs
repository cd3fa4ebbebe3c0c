//! The document as the ir: one function for each shape, every decision taken and reported here.
//!
//! Lowering reports and never stops: an operation that cannot be supported is left out whole, with
//! a diagnostic that says where and why, and the rest goes on.

mod access;
mod all_of;
mod answer;
mod body;
mod components;
mod constant;
mod define;
mod dispatch;
mod enumeration;
mod events;
mod example;
mod facts;
mod fields;
mod fit;
mod header;
mod hierarchy;
mod input;
mod keywords;
mod labels;
mod limits;
mod media;
mod naming;
mod operation;
mod paging;
mod parameter;
mod pattern;
mod recursion;
mod schema;
mod security;
mod server;
mod tags;
mod text_format;
mod union;
mod usage;

use std::collections::{BTreeMap, HashMap, HashSet, VecDeque};

use indexmap::{IndexMap, IndexSet};
use typed_arena::Arena;

use crate::diagnostic::{Code, Diagnostic, Diagnostics};
use crate::document::{Document, Heirs};
use crate::ir::{Api, Example, Header, Limits, Server, TypeDef, TypeId};
use crate::names::Scope;
use crate::source::Pointer;
use constant::Constants;
use input::Input;
use keywords::Keywords;
use openapiv3::Schema;
use schema::Typed;

pub(crate) use example::shown;
pub use text_format::fits_format;

/// The api that `document` describes. What is said of the document goes to `diagnostics`.
pub fn lower(document: &Document<'_>, diagnostics: &mut Diagnostics) -> Api {
    let arena = Arena::new();
    let mut lowerer = Lowerer::new(Input::new(document, &arena, diagnostics));
    lowerer.claim_components();
    let info = lowerer.info();
    // Credentials before variables, which give way to them.
    let (auth, auth_index) = lowerer.auth();
    let servers = lowerer.servers();
    lowerer.components();
    let groups = lowerer.groups(&auth_index);
    let headers = lowerer.answer_headers();
    let auth = lowerer.with_scopes(auth);
    let Lowerer { types, own_servers, examples, illustrations, constants, .. } = lowerer;
    let parts = Vec::new();
    let mut api = Api { info, servers, own_servers, auth, types, groups, headers, examples, parts };
    recursion::resolve(&mut api, diagnostics);
    constants.settle(&mut api, document);
    example::judge(&mut api, &illustrations, document, diagnostics);
    paging::find(&mut api, document, diagnostics);
    usage::spread(&mut api);
    pattern::judge(&api, diagnostics);
    api
}

/// A schema that is being lowered, and what its type is called.
struct Begun<'a> {
    schema: &'a Schema,
    name: String,
    /// The definition, where the schema was met again within itself.
    id: Option<TypeId>,
}

/// What lowering has found so far.
pub(crate) struct Lowerer<'a, 'd> {
    input: Input<'a, 'd>,
    types: Vec<TypeDef>,
    type_names: Scope,
    /// The identifiers of the components, claimed before any type within another gets a name.
    component_idents: HashMap<Pointer, String>,
    by_origin: HashMap<Pointer, TypeId>,
    /// The types of schemas without a name that define one, by where they stand.
    inlined: HashMap<Pointer, (&'a Schema, Typed)>,
    /// Schemas without a name that are being lowered, each within the one before.
    begun: Vec<Begun<'a>>,
    /// Definitions whose schema allows null.
    nullable: HashSet<TypeId>,
    examples: Vec<Example>,
    illustrations: Vec<example::Illustration>,
    example_names: Scope,
    /// Where the payloads stand: what several operations refer to is shown once.
    shown: HashSet<Pointer>,
    /// What the schemas of definitions demand beyond their type.
    limits: HashMap<TypeId, Limits>,
    /// Definitions that have a name and no body yet.
    open: VecDeque<(TypeId, Keywords<'a>)>,
    /// The schemas of `allOf` that were put together, by where they stand.
    composed: HashMap<Pointer, Keywords<'a>>,
    /// The headers whose examples were held against their schema.
    headers: HashSet<Pointer>,
    /// The headers that answers have, by their names in lower case.
    answer_headers: IndexMap<String, Header>,
    /// The same by name and place.
    noted: HashSet<(String, Pointer)>,
    server_names: Scope,
    /// The methods of the client's builder that the document asks for.
    builder_methods: Scope,
    /// What the variables of servers are called there: one of several servers has one method.
    variables: HashMap<String, String>,
    /// The servers of single paths and operations.
    own_servers: Vec<Server>,
    /// What tells alternatives of unions.
    constants: Constants,
    /// The schemas that are alternatives of others.
    heirs: Heirs,
    /// What requests and answers lead to, where that was asked.
    reached: Option<access::Reached>,
    /// The scopes that operations need, by the index of their scheme.
    scopes: BTreeMap<usize, IndexSet<String>>,
    depth: usize,
}

impl<'a, 'd> Lowerer<'a, 'd> {
    fn new(input: Input<'a, 'd>) -> Self {
        let heirs = Heirs::of(input.document());
        Self {
            input,
            constants: Constants::default(),
            heirs,
            types: Vec::new(),
            type_names: Scope::default(),
            component_idents: HashMap::new(),
            by_origin: HashMap::new(),
            inlined: HashMap::new(),
            begun: Vec::new(),
            nullable: HashSet::new(),
            examples: Vec::new(),
            illustrations: Vec::new(),
            example_names: Scope::default(),
            shown: HashSet::new(),
            limits: HashMap::new(),
            open: VecDeque::new(),
            composed: HashMap::new(),
            headers: HashSet::new(),
            answer_headers: IndexMap::new(),
            noted: HashSet::new(),
            server_names: Scope::default(),
            builder_methods: Scope::default(),
            variables: HashMap::new(),
            own_servers: Vec::new(),
            reached: None,
            scopes: BTreeMap::new(),
            depth: 0,
        }
    }

    fn report(&mut self, code: Code, origin: &Pointer, message: &str, help: &str) {
        self.input.diagnostics.push(Diagnostic::new(code, origin, message).help(help));
    }
}
