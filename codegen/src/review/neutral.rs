//! Parts of an ir without what is only said or only named, so that two of them can be compared: words,
//! places, and the numbers of types.

use crate::ir::{
    Alias, Body, BodyParts, Doc, Field, Limits, Operation, Outcome, Paging, Param, Response, Rest,
    Struct, Symbol, TypeDef, TypeId, TypeKind, TypeRef, Union, Variant,
};
use crate::source::{FileId, Pointer};

/// What a type is, and what it demands.
pub(super) type Shape = (TypeKind, Limits);

/// Gives the types of one ir other numbers.
pub(super) type Numbers<'a> = &'a dyn Fn(TypeId) -> TypeId;

/// What is compared of a definition.
pub(super) fn shape(def: &TypeDef, numbers: Numbers<'_>) -> Shape {
    let kind = match &def.kind {
        TypeKind::Struct(body) => TypeKind::Struct(Struct {
            fields: body.fields.iter().map(|it| field(it, numbers)).collect(),
            rest: body.rest.as_ref().map(|rest| Rest { ty: ty(&rest.ty, numbers), ..rest.clone() }),
            closed: body.closed,
            holder: None,
        }),
        TypeKind::Enum(body) => {
            let mut body = body.clone();
            let symbols = body.symbols.into_iter();
            body.symbols = symbols.map(|symbol| Symbol { doc: None, ..symbol }).collect();
            TypeKind::Enum(body)
        }
        TypeKind::Union(body) => TypeKind::Union(Union {
            variants: body.variants.iter().map(|it| variant(it, numbers)).collect(),
            dispatch: body.dispatch.clone(),
            unknown: body.unknown.clone(),
        }),
        TypeKind::Alias(alias) => {
            TypeKind::Alias(Alias { ty: ty(&alias.ty, numbers), nullable: alias.nullable })
        }
    };
    (kind, def.limits.clone())
}

fn field(field: &Field, numbers: Numbers<'_>) -> Field {
    Field {
        name: field.name.clone(),
        ty: ty(&field.ty, numbers),
        presence: field.presence,
        null: field.null.clone(),
        constant: field.constant.clone(),
        limits: field.limits.clone(),
        default: field.default.clone(),
        doc: Doc::default(),
        origin: nowhere(),
    }
}

fn variant(variant: &Variant, numbers: Numbers<'_>) -> Variant {
    Variant {
        ident: variant.ident.clone(),
        ty: ty(&variant.ty, numbers),
        limits: variant.limits.clone(),
        doc: Doc::default(),
        origin: nowhere(),
    }
}

/// What is compared of an operation: not its name, nor that of its request. The schemes of its
/// authentication are compared by name.
pub(super) fn operation(operation: &Operation, numbers: Numbers<'_>) -> Operation {
    let mut outcomes = operation.outcomes.clone();
    if let Some(outcomes) = &mut outcomes {
        outcomes.ident.clear();
        for outcome in &mut outcomes.variants {
            let held = outcome.ty.as_ref().map(|it| ty(it, numbers));
            *outcome = Outcome { ty: held, doc: Doc::default(), ..outcome.clone() };
        }
    }
    Operation {
        name: crate::ir::Name { wire: String::new(), ident: String::new() },
        type_ident: String::new(),
        doc: Doc { deprecated: operation.doc.deprecated, ..Doc::default() },
        origin: nowhere(),
        method: operation.method,
        path: operation.path.clone(),
        params: operation.params.iter().map(|it| param(it, numbers)).collect(),
        body: operation.body.as_ref().map(|it| body(it, numbers)),
        other_bodies: operation.other_bodies.iter().map(|it| body(it, numbers)).collect(),
        fields: operation.fields.clone(),
        responses: operation.responses.iter().map(|it| response(it, numbers)).collect(),
        outcomes,
        paging: paging(operation, numbers).map(|(paging, _)| paging),
        auth: Vec::new(),
        // An index, which says nothing beside another document's.
        server: None,
    }
}

/// What is compared of pages: all of it, and the parameter by its name.
pub(super) fn paging<'o>(
    operation: &'o Operation,
    numbers: Numbers<'_>,
) -> Option<(Paging, Option<&'o str>)> {
    let mut paging = operation.paging.clone()?;
    paging.item = ty(&paging.item, numbers);
    let param = paging.next.param().map(std::mem::take);
    let name = param.and_then(|index| Some(operation.params.get(index)?.name.wire.as_str()));
    Some((paging, name))
}

/// What is compared of a parameter.
pub(super) fn param(param: &Param, numbers: Numbers<'_>) -> Param {
    Param { ty: ty(&param.ty, numbers), doc: Doc::default(), origin: nowhere(), ..param.clone() }
}

fn body(body: &Body, numbers: Numbers<'_>) -> Body {
    let parts = body.parts.as_ref().map(|parts| BodyParts {
        ident: String::new(),
        params: parts.params.iter().map(|it| param(it, numbers)).collect(),
    });
    let encoding = body.encoding.iter().map(|it| param(it, numbers)).collect();
    let ty = ty(&body.ty, numbers);
    Body { ty, encoding, parts, doc: Doc::default(), origin: nowhere(), ..body.clone() }
}

fn response(response: &Response, numbers: Numbers<'_>) -> Response {
    Response {
        ty: response.ty.as_ref().map(|it| ty(it, numbers)),
        events: response.events.as_ref().map(|it| ty(it, numbers)),
        doc: Doc::default(),
        origin: nowhere(),
        ..response.clone()
    }
}

/// A use of a type, with other numbers.
pub(super) fn ty(of: &TypeRef, numbers: Numbers<'_>) -> TypeRef {
    let inner = |inner: &TypeRef| Box::new(ty(inner, numbers));
    match of {
        TypeRef::Prim(prim) => TypeRef::Prim(*prim),
        TypeRef::Named(id) => TypeRef::Named(numbers(*id)),
        TypeRef::List(item) => TypeRef::List(inner(item)),
        TypeRef::Map(value) => TypeRef::Map(inner(value)),
        TypeRef::OneOrMany(item) => TypeRef::OneOrMany(inner(item)),
        TypeRef::Boxed(boxed) => TypeRef::Boxed(inner(boxed)),
        TypeRef::Nullable(value) => TypeRef::Nullable(inner(value)),
        TypeRef::Json => TypeRef::Json,
    }
}

fn nowhere() -> Pointer {
    Pointer::root(FileId::ROOT)
}
