//! A made-up document, large enough that the compiler's time is that of its models: the same on every run
//! and every machine.

use serde_json::{Map, Value, json};

/// How many structs there are.
const STRUCTS: usize = 500;
/// How many enums of strings.
const ENUMS: usize = 100;
/// How many unions of three structs.
const UNIONS: usize = 50;

/// The types of the document.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Synthetic {
    /// The structs. Each refers to earlier ones only, so that no type holds itself.
    pub structs: Vec<Struct>,
    /// The enums.
    pub enums: Vec<Enum>,
    /// The unions.
    pub unions: Vec<Union>,
}

/// A struct of 5 to 15 fields.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Struct {
    /// `Record17`.
    pub name: String,
    /// Its fields. The first is required and no other struct has it.
    pub fields: Vec<Field>,
    /// Whether a union knows it by the property `kind`, which is then required, beside the fields.
    pub tagged: bool,
}

/// A field of a struct.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Field {
    /// The words of its name.
    pub words: [String; 2],
    /// Its type.
    pub ty: Type,
    /// Whether it is required.
    pub required: bool,
}

/// The type of a field.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Type {
    /// A text.
    String,
    /// An integer of 64 bits.
    Integer,
    /// A number.
    Number,
    /// True or false.
    Boolean,
    /// One of the other types.
    Named(String),
    /// A list.
    List(Box<Type>),
}

/// An enum of strings.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Enum {
    /// `Choice17`.
    pub name: String,
    /// Its values, each a word.
    pub values: Vec<String>,
}

/// A union of structs.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Union {
    /// `Either17`.
    pub name: String,
    /// The names of the structs.
    pub members: Vec<String>,
    /// Whether the property `kind` tells which it is: the name of the struct. Otherwise each has a
    /// required property of its own.
    pub tagged: bool,
}

impl Synthetic {
    /// The types, always the same.
    pub fn new() -> Self {
        let mut dice = Dice(0x5eed);
        let unions: Vec<Union> = (0..UNIONS).map(union).collect();
        let enums = (0..ENUMS).map(|number| enumeration(number, &mut dice)).collect();
        let structs = (0..STRUCTS).map(|number| structure(number, &unions, &mut dice)).collect();
        Self { structs, enums, unions }
    }

    /// As an OpenAPI document.
    pub fn document(&self) -> Value {
        let mut schemas = Map::new();
        for body in &self.structs {
            schemas.insert(body.name.clone(), body.schema());
        }
        for body in &self.enums {
            let schema = json!({"type": "string", "enum": body.values});
            schemas.insert(body.name.clone(), schema);
        }
        for body in &self.unions {
            schemas.insert(body.name.clone(), body.schema());
        }
        document(&Value::Object(schemas))
    }

    /// The names of all types.
    pub fn names(&self) -> impl Iterator<Item = &str> {
        let structs = self.structs.iter().map(|body| &body.name);
        let enums = self.enums.iter().map(|body| &body.name);
        let unions = self.unions.iter().map(|body| &body.name);
        structs.chain(enums).chain(unions).map(String::as_str)
    }
}

impl Default for Synthetic {
    fn default() -> Self {
        Self::new()
    }
}

/// A document with no operations and these schemas.
pub fn document(schemas: &Value) -> Value {
    json!({
        "openapi": "3.0.3",
        "info": {"title": "Synthetic", "version": "1"},
        "servers": [{"url": "https://api.example.com"}],
        "paths": {},
        "components": {"schemas": schemas},
    })
}

impl Struct {
    fn schema(&self) -> Value {
        let properties = self.fields.iter().map(|field| (field.wire(), field.ty.schema()));
        let mut properties: Map<String, Value> = properties.collect();
        let required = self.fields.iter().filter(|field| field.required);
        let mut required: Vec<String> = required.map(Field::wire).collect();
        if self.tagged {
            properties.insert("kind".to_owned(), Type::String.schema());
            required.push("kind".to_owned());
        }
        json!({"type": "object", "required": required, "properties": properties})
    }
}

impl Field {
    /// Its name on the wire: `firstSecond`.
    pub fn wire(&self) -> String {
        let [first, second] = &self.words;
        let (head, tail) = second.split_at(1);
        format!("{first}{}{tail}", head.to_uppercase())
    }
}

impl Type {
    fn schema(&self) -> Value {
        match self {
            Self::String => json!({"type": "string"}),
            Self::Integer => json!({"type": "integer", "format": "int64"}),
            Self::Number => json!({"type": "number"}),
            Self::Boolean => json!({"type": "boolean"}),
            Self::Named(name) => reference(name),
            Self::List(item) => json!({"type": "array", "items": item.schema()}),
        }
    }
}

impl Union {
    fn schema(&self) -> Value {
        let members: Vec<Value> = self.members.iter().map(|name| reference(name)).collect();
        if self.tagged {
            json!({"oneOf": members, "discriminator": {"propertyName": "kind"}})
        } else {
            json!({"oneOf": members})
        }
    }
}

fn reference(name: &str) -> Value {
    json!({"$ref": format!("#/components/schemas/{name}")})
}

/// The first structs are the members of the unions, three by three.
fn union(number: usize) -> Union {
    let members = (0..3).map(|member| record(number * 3 + member)).collect();
    Union { name: format!("Either{number}"), members, tagged: number.is_multiple_of(2) }
}

fn enumeration(number: usize, dice: &mut Dice) -> Enum {
    let count = 3 + dice.below(6);
    let values = WORDS.iter().take(count).map(|word| format!("{word}{number}")).collect();
    Enum { name: format!("Choice{number}"), values }
}

fn structure(number: usize, unions: &[Union], dice: &mut Dice) -> Struct {
    let name = record(number);
    let tagged = unions.iter().any(|union| union.tagged && union.members.contains(&name));
    let own = ["own".to_owned(), format!("key{number}")];
    let mut fields = vec![Field { words: own, ty: Type::String, required: true }];
    let count = 5 + dice.below(11);
    for place in 1..count {
        let word = WORDS[dice.below(WORDS.len())];
        let words = [word.to_owned(), format!("part{place}")];
        fields.push(Field { words, ty: ty(number, dice), required: dice.below(10) < 4 });
    }
    Struct { name, fields, tagged }
}

/// A type for a field of the struct of that number.
fn ty(number: usize, dice: &mut Dice) -> Type {
    let list = |item| Type::List(Box::new(item));
    // The members of all unions come before any struct that has a union.
    let earlier = |dice: &mut Dice| Type::Named(record(dice.below(number.max(1))));
    match dice.below(100) {
        35..=49 => Type::Integer,
        50..=54 => Type::Number,
        55..=64 => Type::Boolean,
        65..=72 => list(Type::String),
        73..=84 => Type::Named(format!("Choice{}", dice.below(ENUMS))),
        85..=91 if number > 0 => earlier(dice),
        92..=95 if number > 0 => list(earlier(dice)),
        96..=99 if number >= UNIONS * 3 => Type::Named(format!("Either{}", dice.below(UNIONS))),
        _ => Type::String,
    }
}

fn record(number: usize) -> String {
    format!("Record{number}")
}

const WORDS: [&str; 16] = [
    "amber", "birch", "cedar", "delta", "ember", "fjord", "grove", "haven", "inlet", "jetty",
    "knoll", "larch", "marsh", "north", "ochre", "pearl",
];

/// A linear congruential generator (the constants are Knuth's for MMIX): no more is wanted than that the
/// types are not all alike.
struct Dice(u64);

impl Dice {
    fn below(&mut self, bound: usize) -> usize {
        self.0 =
            self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        usize::try_from(self.0 >> 33).unwrap_or_default() % bound.max(1)
    }
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use codegen::{Config, Source, generate};
    use expect_test::expect;

    use super::*;

    #[test]
    fn it_is_always_the_same() {
        assert_eq!(Synthetic::new(), Synthetic::new());
        let last = Synthetic::new().structs.pop();
        let schema = last.map(|body| body.schema().to_string()).unwrap_or_default();
        expect![[r##"{"type":"object","required":["ownKey499","amberPart3","amberPart4"],"properties":{"ownKey499":{"type":"string"},"inletPart1":{"type":"string"},"jettyPart2":{"$ref":"#/components/schemas/Either27"},"amberPart3":{"type":"integer","format":"int64"},"amberPart4":{"$ref":"#/components/schemas/Either34"}}}"##]].assert_eq(&schema);
    }

    #[test]
    fn it_has_what_it_says() {
        let types = Synthetic::new();
        assert_eq!(types.names().collect::<BTreeSet<_>>().len(), STRUCTS + ENUMS + UNIONS);
        for body in &types.structs {
            let names: BTreeSet<String> = body.fields.iter().map(Field::wire).collect();
            assert_eq!(names.len(), body.fields.len(), "{} has two fields of one name", body.name);
            assert!((5..=15).contains(&body.fields.len()), "{} is of another size", body.name);
        }
    }

    #[test]
    fn the_generator_has_nothing_to_say_of_it() {
        let text = Synthetic::new().document().to_string();
        let source = Source::from_memory(&[("openapi.json", &text)]);
        let generated = generate(&source, &Config::new("synthetic"));
        let said: Vec<String> =
            generated.diagnostics.into_iter().map(|said| said.render(&source, false)).collect();
        assert_eq!(said, Vec::<String>::new(), "make a document that needs no remark");
    }
}
