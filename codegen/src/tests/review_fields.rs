//! Whatever the ir can say is compared by a review: each of its fields is changed by itself, and something is found.
//! A field that is not changed here says what it follows from.

use crate::ir::*;
use crate::review::{self, Side};
use crate::source::{FileId, Pointer};
use crate::{Source, analyze};

const BASE: &str = include_str!("../../tests/review/base.yaml");

/// Why a review may rely on a field, or need not look at it.
enum How {
    /// A change of it that has to be found.
    Found(fn(&mut Api)),
    /// Its own fields are in the table.
    Parts,
    /// It is made from something else that is compared, or only needed to say where something stands.
    Follows(&'static str),
}
use How::{Follows, Found, Parts};

/// Rows for all fields of a struct. One that is missing, or no more there, does not compile.
macro_rules! fields {
    ($table:ident: $ty:ident { $($field:ident: $how:expr),* $(,)? }) => {{
        fn _all(it: $ty) {
            let $ty { $($field: _),* } = it;
        }
        $($table.push((concat!(stringify!($ty), ".", stringify!($field)), $how));)*
    }};
}

fn def<'a>(api: &'a mut Api, name: &str) -> &'a mut TypeDef {
    api.types.iter_mut().find(|def| def.name.wire == name).expect("the document has the schema")
}

fn object<'a>(api: &'a mut Api, name: &str) -> &'a mut Struct {
    match &mut def(api, name).kind {
        TypeKind::Struct(body) => body,
        _ => panic!("{name} is an object"),
    }
}

fn field<'a>(api: &'a mut Api, name: &str, field: usize) -> &'a mut Field {
    &mut object(api, name).fields[field]
}

fn values(api: &mut Api) -> &mut Enum {
    match &mut def(api, "State").kind {
        TypeKind::Enum(body) => body,
        _ => panic!("State is an enum"),
    }
}

fn union(api: &mut Api) -> &mut Union {
    match &mut def(api, "Payment").kind {
        TypeKind::Union(body) => body,
        _ => panic!("Payment is a union"),
    }
}

fn alias(api: &mut Api) -> &mut Alias {
    match &mut def(api, "Reference").kind {
        TypeKind::Alias(alias) => alias,
        _ => panic!("Reference is an alias"),
    }
}

fn operation<'a>(api: &'a mut Api, id: &str) -> &'a mut Operation {
    let operations = api.groups.iter_mut().flat_map(|group| &mut group.operations);
    operations.into_iter().find(|it| it.name.wire == id).expect("the document has the operation")
}

fn param(api: &mut Api) -> &mut Param {
    &mut operation(api, "listOrders").params[2]
}

fn limits(api: &mut Api) -> &mut Limits {
    &mut field(api, "NewOrder", 0).limits
}

fn body(api: &mut Api) -> &mut Body {
    operation(api, "createOrder").body.as_mut().expect("it has a body")
}

fn form(api: &mut Api) -> &mut Body {
    operation(api, "complain").body.as_mut().expect("it has a body")
}

fn answer(api: &mut Api) -> &mut Response {
    &mut operation(api, "listOrders").responses[0]
}

fn paging(api: &mut Api) -> &mut Paging {
    operation(api, "listOrders").paging.get_or_insert(Paging {
        next: Next::Header,
        items: vec!["orders".to_owned()],
        may_lack: false,
        ends: Vec::new(),
        item: TypeRef::Json,
    })
}

fn server() -> Server {
    let variable = ServerVariable {
        name: Name { wire: "v".to_owned(), ident: "v".to_owned() },
        default: "1".to_owned(),
        ty: None,
        in_host: false,
        doc: Doc::default(),
    };
    Server {
        ident: "OWN".to_owned(),
        url: "https://own.test/{v}".to_owned(),
        description: None,
        variables: vec![variable],
    }
}

fn bound(value: u8) -> Bound {
    Bound { value: value.into(), exclusive: false }
}

const WORDS: &str = "Other words.";

/// A document with some of all, since most fields of `base.yaml` are only changed from nothing.
fn api() -> (Source, Api) {
    let source = Source::from_memory(&[("openapi.yaml", BASE)]);
    let (mut api, _) = analyze(&source);
    api.own_servers.push(server());
    operation(&mut api, "getOrder").server = Some(0);
    api.servers.push(Server { ident: "SECOND".to_owned(), ..server() });
    let machine = api.auth.iter_mut().find_map(|scheme| scheme.tokens.as_mut());
    machine.expect("the document has tokens").scopes.push("read".to_owned());
    limits(&mut api).minimum = Some(bound(1));
    limits(&mut api).pattern = Some(Pattern { text: "a".to_owned(), is_checkable: true });
    paging(&mut api);
    let part = api.examples[0].clone();
    api.parts.push(Example { name: "a_part".to_owned(), ..part });
    (source, api)
}

const NAMED: &str =
    "a Rust name is made from what the document says, and is in the items that are emitted";
const WHERE: &str = "only says where something stands";
const LIMITS_IN_WORDS: &str = "limits and defaults in words";

#[expect(clippy::too_many_lines, reason = "a table")]
fn table() -> Vec<(&'static str, How)> {
    let mut table = Vec::new();
    fields!(table: Api {
        info: Parts, servers: Parts, own_servers: Parts, auth: Parts, types: Parts,
        groups: Found(|api| drop(api.groups[0].operations.pop())),
        headers: Found(|api| api.headers.clear()),
        examples: Found(|api| api.examples.clear()),
        parts: Found(|api| api.parts.clear()),
    });
    fields!(table: Info {
        title: Found(|api| api.info.title.push('x')),
        version: Found(|api| api.info.version.push('x')),
        description: Found(|api| api.info.description = Some(WORDS.to_owned())),
        license: Found(|api| api.info.license = Some("MIT".to_owned())),
    });
    fields!(table: Name {
        wire: Found(|api| field(api, "Order", 4).name.wire.push_str("_of_all")),
        ident: Follows(NAMED),
    });
    fields!(table: Doc {
        summary: Found(|api| operation(api, "getOrder").doc.summary = Some(WORDS.to_owned())),
        description: Found(|api| def(api, "Order").doc.description = Some(WORDS.to_owned())),
        facts: Follows(LIMITS_IN_WORDS),
        deprecated: Found(|api| operation(api, "getOrder").doc.deprecated = true),
    });
    fields!(table: Example {
        name: Found(|api| api.examples[0].name.push('x')),
        ty: Follows("what it shows has this type, whose change is told"),
        text: Found(|api| api.parts[0].text.push(' ')),
        origin: Follows(WHERE),
        fit: Follows("what the text is to its type, both of which are told"),
        refused: Follows("what the text is to its type, both of which are told"),
        respelled: Follows("how the text is written"),
    });
    fields!(table: Group {
        name: Found(|api| api.groups[0].name = Name { wire: "x".to_owned(), ident: "x".to_owned() }),
        doc: Found(|api| api.groups[0].doc.description = Some(WORDS.to_owned())),
        operations: Parts,
    });
    fields!(table: Operation {
        name: Found(|api| operation(api, "getOrder").name.ident.push('x')),
        type_ident: Follows(NAMED),
        doc: Parts,
        origin: Follows(WHERE),
        method: Found(|api| operation(api, "changeOrder").method = Method::Patch),
        path: Found(|api| operation(api, "listOrders").path.push('x')),
        params: Found(|api| drop(operation(api, "listOrders").params.pop())),
        body: Found(|api| operation(api, "createOrder").body = None),
        other_bodies: Found(|api| {
            let other = Body { content_type: "text/csv".to_owned(), format: Format::Text, ..body(api).clone() };
            operation(api, "createOrder").other_bodies.push(other);
        }),
        fields: Found(|api| {
            let operation = operation(api, "createOrder");
            operation.body = None;
            let content_type = "multipart/form-data".to_owned();
            operation.fields = Some(BodyFields { content_type, required: true });
        }),
        responses: Found(|api| drop(operation(api, "listOrders").responses.pop())),
        outcomes: Follows("it is made from the answers"),
        paging: Found(|api| operation(api, "listOrders").paging = None),
        auth: Found(|api| operation(api, "getOrder").auth.clear()),
        server: Found(|api| operation(api, "getOrder").server = None),
    });
    fields!(table: Paging {
        next: Found(|api| paging(api).next = Next::Page { turn: Turn::Param(0), first: 1 }),
        items: Found(|api| paging(api).items.clear()),
        may_lack: Found(|api| paging(api).may_lack ^= true),
        ends: Found(|api| paging(api).ends = vec![End::More(vec!["more".to_owned()])]),
        item: Found(|api| paging(api).item = TypeRef::Prim(Prim::Bool)),
    });
    fields!(table: Outcomes { ident: Follows(NAMED), variants: Follows("they are made from the answers") });
    fields!(table: Outcome {
        ident: Follows(NAMED),
        status: Follows("that of the answer"),
        ty: Follows("that of the answer"),
        format: Follows("that of the answer"),
        doc: Follows("that of the answer"),
    });
    fields!(table: Param {
        name: Found(|api| param(api).name.wire.push('x')),
        marker: Follows(NAMED),
        place: Found(|api| param(api).place = Place::Header),
        style: Found(|api| param(api).style = Style::PipeDelimited),
        explode: Found(|api| param(api).explode ^= true),
        allow_reserved: Found(|api| param(api).allow_reserved ^= true),
        media: Found(|api| param(api).media = Some("text/csv".to_owned())),
        written: Found(|api| param(api).written = Written::Json),
        required: Found(|api| param(api).required ^= true),
        ty: Found(|api| param(api).ty = TypeRef::Json),
        limits: Found(|api| param(api).limits.max_items = Some(1)),
        default: Found(|api| param(api).default = Some(1.into())),
        doc: Found(|api| param(api).doc.deprecated = true),
        origin: Follows(WHERE),
    });
    fields!(table: Body {
        content_type: Found(|api| body(api).content_type.push('x')),
        format: Follows("it is that of the media type"),
        required: Found(|api| body(api).required ^= true),
        ty: Found(|api| body(api).ty = TypeRef::Json),
        limits: Found(|api| body(api).limits.max_properties = Some(1)),
        name: Follows(NAMED),
        marker: Follows(NAMED),
        setters: Follows("they are made from the properties"),
        encoding: Found(|api| form(api).encoding.clear()),
        parts: Parts,
        doc: Found(|api| body(api).doc.description = Some(WORDS.to_owned())),
        origin: Follows(WHERE),
    });
    fields!(table: BodyFields {
        content_type: Follows("as that of another body"),
        required: Follows("as that of another body"),
    });
    fields!(table: BodyParts {
        ident: Follows(NAMED),
        params: Follows("they are found as parameters are"),
    });
    fields!(table: Setter { name: Follows(NAMED), null: Follows("whether the property may be null") });
    fields!(table: Response {
        status: Found(|api| answer(api).status = Status::Code(203)),
        ty: Found(|api| answer(api).ty = None),
        format: Found(|api| answer(api).format = Format::Text),
        accept: Found(|api| answer(api).accept.push("application/x+json".to_owned())),
        events: Found(|api| answer(api).events = Some(TypeRef::Json)),
        headers: Found(|api| answer(api).headers.clear()),
        doc: Found(|api| answer(api).doc.description = Some(WORDS.to_owned())),
        origin: Follows(WHERE),
    });
    fields!(table: Header {
        name: Follows("answers have it in their headers"),
        ty: Found(|api| api.headers[0].ty = TypeRef::Prim(Prim::Bool)),
        doc: Found(|api| api.headers[0].doc.description = Some(WORDS.to_owned())),
        origin: Follows(WHERE),
    });
    fields!(table: Server {
        ident: Follows(NAMED),
        url: Found(|api| api.own_servers[0].url.push('x')),
        description: Found(|api| api.servers[0].description = Some(WORDS.to_owned())),
        variables: Found(|api| api.own_servers[0].variables.clear()),
    });
    fields!(table: ServerVariable {
        name: Follows("it stands in the URL"),
        default: Found(|api| api.servers[1].variables[0].default.push('x')),
        ty: Found(|api| api.servers[1].variables[0].ty = Some(TypeId(0))),
        in_host: Follows("where it stands in the URL"),
        doc: Found(|api| api.own_servers[0].variables[0].doc.description = Some(WORDS.to_owned())),
    });
    fields!(table: AuthScheme {
        name: Found(|api| api.auth[1].name = Name { wire: "x".to_owned(), ident: "x".to_owned() }),
        static_ident: Follows(NAMED),
        kind: Found(|api| api.auth[1].kind = AuthKind::Basic),
        tokens: Found(|api| api.auth[2].tokens = None),
        doc: Found(|api| api.auth[1].doc.description = Some(WORDS.to_owned())),
        origin: Follows(WHERE),
    });
    fields!(table: Tokens {
        ident: Follows(NAMED),
        url: Found(|api| api.auth[2].tokens.as_mut().expect("tokens").url.push('x')),
        scopes: Found(|api| api.auth[2].tokens.as_mut().expect("tokens").scopes.push("x".to_owned())),
    });
    fields!(table: TypeDef {
        name: Found(|api| def(api, "Address").name = Name { wire: "Addresses".to_owned(), ident: "Addresses".to_owned() }),
        doc: Found(|api| def(api, "Address").doc.deprecated = true),
        origin: Follows(WHERE),
        usage: Follows("which operations lead to it, all of which are told"),
        limits: Found(|api| def(api, "Address").limits.max_properties = Some(1)),
        kind: Parts,
    });
    fields!(table: Usage { request: Follows("as the usage"), response: Follows("as the usage") });
    fields!(table: Alias {
        ty: Found(|api| alias(api).ty = TypeRef::Json),
        nullable: Found(|api| alias(api).nullable ^= true),
    });
    fields!(table: Limits {
        min_length: Found(|api| limits(api).min_length = Some(2)),
        max_length: Found(|api| limits(api).max_length = Some(2)),
        pattern: Found(|api| limits(api).pattern = None),
        min_items: Found(|api| limits(api).min_items = Some(2)),
        max_items: Found(|api| limits(api).max_items = Some(2)),
        unique_items: Found(|api| limits(api).unique_items = true),
        min_properties: Found(|api| limits(api).min_properties = Some(2)),
        max_properties: Found(|api| limits(api).max_properties = Some(2)),
        minimum: Found(|api| limits(api).minimum = Some(bound(2))),
        maximum: Found(|api| limits(api).maximum = Some(bound(2))),
        multiple_of: Found(|api| limits(api).multiple_of = Some(2.into())),
        items: Found(|api| limits(api).items = Some(Box::new(Limits { max_length: Some(1), ..Limits::default() }))),
    });
    fields!(table: Pattern {
        text: Found(|api| limits(api).pattern.as_mut().expect("a pattern").text.push('x')),
        is_checkable: Follows("what the engine makes of the text"),
    });
    fields!(table: Bound {
        value: Found(|api| limits(api).minimum = Some(bound(3))),
        exclusive: Found(|api| limits(api).minimum.as_mut().expect("a bound").exclusive = true),
    });
    fields!(table: Presence {
        required: Found(|api| field(api, "Order", 4).presence.required ^= true),
        nullable: Found(|api| field(api, "Order", 4).presence.nullable ^= true),
    });
    fields!(table: Struct {
        fields: Found(|api| drop(object(api, "Order").fields.pop())),
        rest: Found(|api| object(api, "Address").rest = None),
        closed: Found(|api| object(api, "Order").closed ^= true),
        holder: Follows("how many properties are required"),
    });
    fields!(table: Field {
        name: Found(|api| field(api, "Order", 4).name.wire.push('x')),
        ty: Found(|api| field(api, "Order", 4).ty = TypeRef::Json),
        presence: Parts,
        null: Follows("whether it may be null and is sent"),
        constant: Found(|api| field(api, "Card", 0).constant = None),
        limits: Found(|api| field(api, "Order", 4).limits = Limits::default()),
        default: Found(|api| field(api, "Order", 4).default = Some(1.into())),
        doc: Found(|api| field(api, "Order", 4).doc.deprecated = true),
        origin: Follows(WHERE),
    });
    fields!(table: Rest {
        name: Follows(NAMED),
        ty: Found(|api| object(api, "Address").rest.as_mut().expect("a map").ty = TypeRef::Json),
        limits: Found(|api| object(api, "Address").rest.as_mut().expect("a map").limits.max_length = Some(1)),
    });
    fields!(table: Enum {
        repr: Found(|api| values(api).repr = Repr::Integer),
        symbols: Found(|api| drop(values(api).symbols.pop())),
        unknown: Follows(NAMED),
        extensible: Found(|api| values(api).extensible ^= true),
    });
    fields!(table: Symbol {
        value: Found(|api| values(api).symbols[0].value = SymbolValue::String("x".to_owned())),
        ident: Follows(NAMED),
        doc: Found(|api| values(api).symbols[0].doc = Some(WORDS.to_owned())),
    });
    fields!(table: Union {
        variants: Found(|api| drop(union(api).variants.pop())),
        dispatch: Found(|api| union(api).dispatch.reverse()),
        unknown: Follows(NAMED),
    });
    fields!(table: Variant {
        ident: Follows(NAMED),
        ty: Found(|api| union(api).variants[0].ty = TypeRef::Json),
        limits: Found(|api| union(api).variants[0].limits.max_properties = Some(1)),
        doc: Found(|api| union(api).variants[0].doc.description = Some(WORDS.to_owned())),
        origin: Follows(WHERE),
    });
    fields!(table: Rule {
        test: Found(|api| union(api).dispatch[0].test = Test::Attempt),
        variant: Found(|api| union(api).dispatch[0].variant = 1),
    });
    table
}

#[test]
fn whatever_the_ir_says_is_compared() {
    let (source, was) = api();
    let findings = |is: &Api| {
        review::review(Side { source: &source, api: &was }, Side { source: &source, api: is })
            .findings
    };
    assert_eq!(findings(&was), [], "what is the same is no change");
    let mut missed = Vec::new();
    for (name, how) in table() {
        match how {
            Found(change) => {
                let mut is = was.clone();
                change(&mut is);
                assert_ne!(was, is, "{name} was not changed");
                if findings(&is).is_empty() {
                    missed.push(name);
                }
            }
            Follows(reason) => assert!(!reason.is_empty(), "{name}: say what it follows from"),
            Parts => {}
        }
    }
    assert!(missed.is_empty(), "teach the review about {missed:?}, or say what they follow from");
}

/// What only says where something stands is no change.
#[test]
fn a_place_is_no_change() {
    let (source, was) = api();
    let mut is = was.clone();
    for def in &mut is.types {
        def.origin = Pointer::root(FileId::ROOT);
    }
    let review =
        review::review(Side { source: &source, api: &was }, Side { source: &source, api: &is });
    assert_eq!(review.findings, []);
}
