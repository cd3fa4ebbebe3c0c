//! Types that contain themselves: put on the heap where Rust wants it, cut where no value could be.

use crate::diagnostic::{Code, Diagnostic, Diagnostics};
use crate::ir::{
    Alias, Api, Name, Rest, Struct, TypeDef, TypeId, TypeKind, TypeRef, Union, Variant,
};

/// Makes every type of the api one that Rust can lay out and a value of which can be made.
pub(super) fn resolve(api: &mut Api, diagnostics: &mut Diagnostics) {
    open_maps(api);
    cut_aliases(api, diagnostics);
    cut_unions(api, diagnostics);
    cut_required(api, diagnostics);
    box_fields(api);
}

/// A map that leads to itself through nothing but aliases is a struct without members of its own, which has a name
/// to be called by.
fn open_maps(api: &mut Api) {
    let circles = Circles::of(api, alias_targets);
    for index in 0..api.types.len() {
        let def = &api.types[index];
        let Some(value) = as_map(def).filter(|_| circles.holds(TypeId(index))) else { continue };
        // A map is told its own limits by its definition.
        let of_value = held(value).map(|id| api.type_def(id)).filter(|def| as_map(def).is_none());
        let rest = Rest {
            name: Name { wire: String::new(), ident: "additional_properties".to_owned() },
            ty: value.clone(),
            limits: match of_value {
                Some(value) => Box::new(value.limits.clone()),
                None => def.limits.items.clone().unwrap_or_default(),
            },
        };
        let (fields, rest, closed, holder) = (Vec::new(), Some(rest), false, None);
        api.types[index].kind = TypeKind::Struct(Struct { fields, rest, closed, holder });
    }
}

/// What the values of a map are, where a definition is one and no struct yet.
fn as_map(def: &TypeDef) -> Option<&TypeRef> {
    match &def.kind {
        TypeKind::Alias(Alias { ty: TypeRef::Map(value), .. }) => Some(value),
        _ => None,
    }
}

/// An alias that leads to itself through nothing but aliases has no type: it becomes any JSON.
fn cut_aliases(api: &mut Api, diagnostics: &mut Diagnostics) {
    let circles = Circles::of(api, alias_targets);
    for index in 0..api.types.len() {
        if !circles.holds(TypeId(index)) {
            continue;
        }
        let Some(def) = api.types.get_mut(index) else { continue };
        if let TypeKind::Alias(alias) = &mut def.kind {
            alias.ty = TypeRef::Json;
            let message = format!(
                "`{}` is only another name for itself; its values are any JSON",
                def.name.wire
            );
            let diagnostic = Diagnostic::new(Code::RecursiveAlias, &def.origin, message);
            diagnostics.push(diagnostic.help("give it members of its own"));
        }
    }
}

/// The aliases that an alias is made of, at any depth of lists and maps.
fn alias_targets(api: &Api, id: TypeId) -> Vec<TypeId> {
    let mut found = Vec::new();
    if let Some(TypeKind::Alias(alias)) = api.types.get(id.0).map(|def| &def.kind) {
        every_name(&alias.ty, &mut |id| found.push(id));
    }
    found.retain(|id| matches!(api.types.get(id.0).map(|def| &def.kind), Some(TypeKind::Alias(_))));
    found
}

fn every_name(ty: &TypeRef, take: &mut impl FnMut(TypeId)) {
    match ty {
        TypeRef::Named(id) => take(*id),
        TypeRef::List(inner)
        | TypeRef::Map(inner)
        | TypeRef::OneOrMany(inner)
        | TypeRef::Boxed(inner)
        | TypeRef::Nullable(inner) => every_name(inner, take),
        TypeRef::Prim(_) | TypeRef::Json => {}
    }
}

/// A union that is one of its own alternatives admits nothing more by that, and whoever tried them one by
/// one would never end: the alternative goes.
fn cut_unions(api: &mut Api, diagnostics: &mut Diagnostics) {
    // Each round cuts one union out of its circle; documents have hardly any.
    loop {
        let circles = Circles::of(api, alternatives);
        let is_union = |id: TypeId| matches!(api.types.get(id.0), Some(def) if matches!(def.kind, TypeKind::Union(_)));
        let first = (0..api.types.len()).map(TypeId).find(|id| is_union(*id) && circles.holds(*id));
        let Some(def) = first.and_then(|id| api.types.get_mut(id.0)) else { return };
        let message =
            format!("an alternative of `{}` leads back to itself; it is left out", def.name.wire);
        diagnostics.push(Diagnostic::new(Code::RecursiveAlias, &def.origin, message));
        let TypeKind::Union(body) = &mut def.kind else { return };
        let leads_back = |variant: &Variant| {
            same_value(&variant.ty)
                .is_some_and(|inner| first.is_some_and(|id| circles.share(id, inner)))
        };
        let kept: Vec<bool> = body.variants.iter().map(|variant| !leads_back(variant)).collect();
        keep_variants(body, &kept);
        if body.variants.is_empty() {
            def.kind = TypeKind::Alias(Alias { ty: TypeRef::Json, nullable: false });
        }
    }
}

/// Takes the other variants out, and the rules that choose them.
fn keep_variants(body: &mut Union, kept: &[bool]) {
    let is_kept = |index: usize| kept.get(index).copied().unwrap_or_default();
    body.dispatch.retain(|rule| is_kept(rule.variant));
    for rule in &mut body.dispatch {
        rule.variant = (0..rule.variant).filter(|index| is_kept(*index)).count();
    }
    let mut index = 0;
    body.variants.retain(|_| {
        index += 1;
        is_kept(index - 1)
    });
}

/// What a value of a union or an alias is, at once and as a whole.
fn alternatives(api: &Api, id: TypeId) -> Vec<TypeId> {
    match api.types.get(id.0).map(|def| &def.kind) {
        Some(TypeKind::Alias(alias)) => same_value(&alias.ty).into_iter().collect(),
        Some(TypeKind::Union(body)) => {
            body.variants.iter().filter_map(|variant| same_value(&variant.ty)).collect()
        }
        _ => Vec::new(),
    }
}

/// The named type of which a value may be the very same value, on the heap or not.
fn same_value(ty: &TypeRef) -> Option<TypeId> {
    match ty {
        TypeRef::Boxed(inner) => same_value(inner),
        _ => held(ty),
    }
}

/// A struct that requires another of itself has no value: one of the members becomes optional.
fn cut_required(api: &mut Api, diagnostics: &mut Diagnostics) {
    // Each round cuts one circle open; documents have hardly any.
    while let Some((id, field)) = endless_field(api, &Circles::of(api, required_targets)) {
        let body = api.types.get_mut(id.0).map(|def| &mut def.kind);
        let Some(TypeKind::Struct(body)) = body else { return };
        let Some(field) = body.fields.get_mut(field) else { return };
        field.presence.required = false;
        let message = format!(
            "`{}` requires another value of the type that it is in, without end",
            field.name.wire
        );
        let diagnostic = Diagnostic::new(Code::EndlessRequired, &field.origin, message);
        diagnostics.push(diagnostic.help("do not list it under `required`"));
    }
}

fn endless_field(api: &Api, circles: &Circles) -> Option<(TypeId, usize)> {
    api.types.iter().enumerate().find_map(|(index, def)| {
        let TypeKind::Struct(body) = &def.kind else { return None };
        let id = TypeId(index);
        let field = body.fields.iter().position(|field| {
            let inner = held(&field.ty).filter(|_| !field.presence.is_option());
            inner.is_some_and(|inner| circles.share(id, inner))
        });
        Some((id, field?))
    })
}

/// The types of which a value always holds one.
fn required_targets(api: &Api, id: TypeId) -> Vec<TypeId> {
    match api.types.get(id.0).map(|def| &def.kind) {
        Some(TypeKind::Struct(body)) => {
            let required = body.fields.iter().filter(|field| !field.presence.is_option());
            required.filter_map(|field| held(&field.ty)).collect()
        }
        Some(TypeKind::Alias(alias)) => held(&alias.ty).into_iter().collect(),
        _ => Vec::new(),
    }
}

/// Puts a member on the heap where its type leads back to the type that it is in. That is enough for members
/// that are optional, and those of unions, as no circle is left in which all are required; and it leaves
/// every type a constant value to be read into.
fn box_fields(api: &mut Api) {
    let circles = Circles::of(api, held_targets);
    for (index, def) in api.types.iter_mut().enumerate() {
        let held_within: Vec<&mut TypeRef> = match &mut def.kind {
            TypeKind::Struct(body) => {
                let optional = body.fields.iter_mut().filter(|field| field.presence.is_option());
                optional.map(|field| &mut field.ty).collect()
            }
            TypeKind::Union(body) => {
                body.variants.iter_mut().map(|variant| &mut variant.ty).collect()
            }
            TypeKind::Enum(_) | TypeKind::Alias(_) => continue,
        };
        for ty in held_within {
            if held(ty).is_some_and(|inner| circles.share(TypeId(index), inner)) {
                *ty = TypeRef::Boxed(Box::new(std::mem::replace(ty, TypeRef::Json)));
            }
        }
    }
}

/// The types that lie directly within a value, not on the heap.
fn held_targets(api: &Api, id: TypeId) -> Vec<TypeId> {
    match api.types.get(id.0).map(|def| &def.kind) {
        Some(TypeKind::Struct(body)) => {
            body.fields.iter().filter_map(|field| held(&field.ty)).collect()
        }
        Some(TypeKind::Alias(alias)) => held(&alias.ty).into_iter().collect(),
        Some(TypeKind::Union(body)) => {
            body.variants.iter().filter_map(|variant| held(&variant.ty)).collect()
        }
        _ => Vec::new(),
    }
}

/// The named type that a use of a type holds directly.
fn held(ty: &TypeRef) -> Option<TypeId> {
    match ty {
        TypeRef::Named(id) => Some(*id),
        TypeRef::Nullable(inner) | TypeRef::OneOrMany(inner) => held(inner),
        TypeRef::List(_)
        | TypeRef::Map(_)
        | TypeRef::Boxed(_)
        | TypeRef::Prim(_)
        | TypeRef::Json => None,
    }
}

/// Which types lead to one another in circles: the strongly connected components of a graph of
/// types, found by Tarjan's algorithm without calls that nest, in time linear in the graph.
struct Circles {
    /// The component of each type.
    component: Vec<usize>,
    /// Whether a component is a circle, and not a single type that does not lead to itself.
    is_circle: Vec<bool>,
}

impl Circles {
    fn of(api: &Api, next: fn(&Api, TypeId) -> Vec<TypeId>) -> Self {
        let targets: Vec<Vec<TypeId>> =
            (0..api.types.len()).map(|index| next(api, TypeId(index))).collect();
        let mut search = Search::new(&targets);
        for index in 0..targets.len() {
            search.from(index);
        }
        Self { component: search.component, is_circle: search.is_circle }
    }

    /// Whether a type leads back to itself.
    fn holds(&self, id: TypeId) -> bool {
        let component = self.component.get(id.0);
        component.and_then(|component| self.is_circle.get(*component)).copied().unwrap_or_default()
    }

    /// Whether two types lie on one circle.
    fn share(&self, a: TypeId, b: TypeId) -> bool {
        self.holds(a) && self.component.get(a.0) == self.component.get(b.0)
    }
}

/// The state of Tarjan's search.
struct Search<'a> {
    targets: &'a [Vec<TypeId>],
    /// When each type was met, and the earliest that it leads to; 0: not met yet.
    met: Vec<usize>,
    low: Vec<usize>,
    component: Vec<usize>,
    is_circle: Vec<bool>,
    /// The types that are not yet in a component.
    loose: Vec<usize>,
    count: usize,
}

/// Marks a type that is in no component yet.
const LOOSE: usize = usize::MAX;

impl<'a> Search<'a> {
    fn new(targets: &'a [Vec<TypeId>]) -> Self {
        let size = targets.len();
        Self {
            targets,
            met: vec![0; size],
            low: vec![0; size],
            component: vec![LOOSE; size],
            is_circle: Vec::new(),
            loose: Vec::new(),
            count: 0,
        }
    }

    fn from(&mut self, root: usize) {
        let mut path = vec![(root, 0)];
        while let Some((at, edge)) = path.pop() {
            if edge == 0 {
                if self.met[at] != 0 {
                    continue;
                }
                self.count += 1;
                self.met[at] = self.count;
                self.low[at] = self.count;
                self.loose.push(at);
            }
            match self.targets[at].get(edge).map(|target| target.0) {
                Some(target) => {
                    path.push((at, edge + 1));
                    if self.met[target] == 0 {
                        path.push((target, 0));
                    }
                }
                None => self.leave(at),
            }
        }
    }

    /// All that a type leads to has been met.
    fn leave(&mut self, at: usize) {
        for target in &self.targets[at] {
            if self.component[target.0] == LOOSE {
                self.low[at] = self.low[at].min(self.low[target.0]);
            }
        }
        if self.low[at] != self.met[at] {
            return;
        }
        let first = self.loose.iter().rposition(|loose| *loose == at).unwrap_or_default();
        let members = self.loose.split_off(first);
        let circle = members.len() > 1 || self.targets[at].iter().any(|target| target.0 == at);
        for member in members {
            self.component[member] = self.is_circle.len();
        }
        self.is_circle.push(circle);
    }
}
