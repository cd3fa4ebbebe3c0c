//! Schemas with a discriminator that others extend by `allOf`.

use expect_test::expect;

use super::lower::{check, file, schemas};

/// What tools for C#, Java and Python write: a base with a mapping, and schemas that extend it, be it over others.
const ANIMALS: &str = "Animal:
  type: object
  required: [kind]
  properties: {kind: {type: string}, name: {type: string}}
  discriminator: {propertyName: kind, mapping: {dog: '#/components/schemas/Dog', cat: Cat, husky: '#/components/schemas/Husky', animal: '#/components/schemas/Animal'}}
Dog: {allOf: [{$ref: '#/components/schemas/Animal'}, {type: object, properties: {bark: {type: integer}}}]}
Husky: {allOf: [{$ref: '#/components/schemas/Dog'}]}
Cat: {allOf: [{$ref: '#/components/schemas/Animal'}], properties: {prey: {$ref: '#/components/schemas/Animal'}}}
Pet: {allOf: [{$ref: '#/components/schemas/Animal'}], description: Another name.}
Owner: {type: object, properties: {pet: {nullable: true, allOf: [{$ref: '#/components/schemas/Animal'}]}, dog: {$ref: '#/components/schemas/Dog'}}}";

/// The first union among some models.
fn union(models: &str) -> &str {
    let start = models.find("union!").expect("a union");
    models[start..].split("\n\n").next().unwrap_or_default()
}

#[test]
fn a_base_is_any_of_its_heirs() {
    check(
        ANIMALS,
        &expect![[r#"
            union! { pub enum Animal else Unknown {
                Dog(Box<Dog>),
                Husky(Box<Husky>),
                Cat(Box<Cat>),
                Base(Box<AnimalBase>),
            } by { Dog: tag "kind" = "dog"; Husky: tag "kind" = "husky"; Cat: tag "kind" = "cat"; Base: kind object; } }
            model! { pub struct Dog with default {
                required_as kind: String = "dog".into(),
                optional name: Option<String>,
                optional bark: Option<i64>,
            } }
            model! { pub struct Husky with default {
                required_as kind: String = "husky".into(),
                optional name: Option<String>,
                optional bark: Option<i64>,
            } }
            model! { pub struct Cat with default {
                required_as kind: String = "cat".into(),
                optional name: Option<String>,
                optional prey: Option<Animal>,
            } }
            pub type Pet = Animal;
            model! { #[derive(Default)] pub struct Owner {
                optional_nullable pet: Option<Animal>,
                optional dog: Option<Dog>,
            } }
            model! { pub struct AnimalBase with new {
                required_into kind: String,
                optional name: Option<String>,
            } }
        "#]],
    );
}

/// A choice of a base and its heirs is what the base is; that of some heirs is told apart by what the base says.
#[test]
fn a_choice_of_heirs_is_told_by_their_base() {
    let choices = "Any: {oneOf: [{$ref: '#/components/schemas/Animal'}, {$ref: '#/components/schemas/Dog'}, {$ref: '#/components/schemas/Cat'}]}
Some: {oneOf: [{$ref: '#/components/schemas/Dog'}, {$ref: '#/components/schemas/Cat'}]}";
    let models = file(&schemas(&format!("{ANIMALS}\n{choices}")), "src/models.rs");
    let (_, found) = models.split_once("pub type Any").expect("the first of them");
    let (found, _) = found.split_once("\n\nmodel!").expect("the type of another schema");
    expect![[r#"
         = Animal;

        union! { pub enum Some else Unknown {
            Dog(Box<Dog>),
            Cat(Box<Cat>),
        } by { Dog: tag "kind" = "dog"; Cat: tag "kind" = "cat"; } }"#]]
    .assert_eq(found);
}

/// Without a mapping, an heir is told by the value that it lists itself, or by its name, as the base spells it.
#[test]
fn heirs_without_a_mapping_are_told_by_their_names() {
    check(
        "Event:
  type: object
  required: [type]
  properties: {type: {type: string, enum: [created, user_deleted, other]}}
  discriminator: {propertyName: type}
Created: {allOf: [{$ref: '#/components/schemas/Event'}, {properties: {at: {type: string}}}]}
UserDeleted: {allOf: [{$ref: '#/components/schemas/Event'}, {properties: {by: {type: string}}}]}
Renamed: {allOf: [{$ref: '#/components/schemas/Event'}, {properties: {type: {type: string, enum: [renamed_now]}}}]}
Moved: {x-ms-discriminator-value: '#moved', allOf: [{$ref: '#/components/schemas/Event'}]}
Maybe: {nullable: true, allOf: [{$ref: '#/components/schemas/Event'}]}",
        &expect![[r##"
            union! { pub enum Event else Unknown {
                Created(Box<Created>),
                UserDeleted(Box<UserDeleted>),
                RenamedNow(Box<Renamed>),
                Moved(Box<Moved>),
                Base(Box<EventBase>),
            } by { Created: tag "type" = "created"; UserDeleted: tag "type" = "user_deleted";
                RenamedNow: tag "type" = "renamed_now"; Moved: tag "type" = "#moved"; Base: kind object; } }
            model! { pub struct Created with default {
                required_as type_ = "type": EventType = EventType::Created,
                optional at: Option<String>,
            } }
            model! { pub struct UserDeleted with default {
                required_as type_ = "type": EventType = EventType::UserDeleted,
                optional by: Option<String>,
            } }
            model! { pub struct Renamed with default {
                required_as type_ = "type": RenamedType = RenamedType::RenamedNow,
            } }
            model! { pub struct Moved with new {
                required_into type_ = "type": EventType,
            } }
            pub type Maybe = Event;
            string_enum! { pub enum EventType else Unknown {
                Created = "created", UserDeleted = "user_deleted", Other = "other" } }
            model! { pub struct EventBase with new {
                required_into type_ = "type": EventType,
            } }
            string_enum! { pub enum RenamedType else Unknown {
                RenamedNow = "renamed_now" } }
        "##]],
    );
}

/// An heir that has heirs and a discriminator of its own is a union within the union.
#[test]
fn hierarchies_nest() {
    check(
        "Base: {type: object, properties: {t: {type: string}}, discriminator: {propertyName: t, mapping: {m: Middle}}}
Middle: {allOf: [{$ref: '#/components/schemas/Base'}], properties: {u: {type: integer}}, discriminator: {propertyName: u, mapping: {'1': One, '2': Plain}}}
One: {allOf: [{$ref: '#/components/schemas/Middle'}], properties: {one: {type: string}}}
Plain: {type: object, properties: {u: {type: integer}}}",
        &expect![[r#"
            union! { pub enum Base else Unknown {
                M(Box<Middle>),
                One(Box<One>),
                Base(Box<BaseBase>),
            } by { M: tag "t" = "m"; One: tag "t" = "One"; One: tag "t" = "one"; One: tag "t" = "ONE"; Base: kind object; } }
            union! { pub enum Middle else Unknown {
                One(Box<One>),
                Plain(Box<Plain>),
                Base(Box<MiddleBase>),
            } by { One: literal "u" = "1"; Plain: literal "u" = "2"; Base: kind object; } }
            model! { pub struct One with default {
                optional_as t: Option<String> = Some("One".into()),
                optional_as u: Option<i64> = Some(1),
                optional one: Option<String>,
            } }
            model! { pub struct Plain with default {
                optional_as u: Option<i64> = Some(2),
            } }
            model! { #[derive(Default)] pub struct BaseBase {
                optional t: Option<String>,
            } }
            model! { #[derive(Default)] pub struct MiddleBase {
                optional t: Option<String>,
                optional u: Option<i64>,
            } }
        "#]],
    );
}

/// Where no other schema is meant, the schema is what it says, and a mapping that has no effect is told.
#[test]
fn a_discriminator_without_heirs_makes_no_union() {
    check(
        "Alone: {type: object, properties: {t: {type: string}}, discriminator: {propertyName: t}}
Itself: {type: object, properties: {t: {type: string}}, discriminator: {propertyName: t, mapping: {a: Itself, b: Circle, c: Other}}}
Circle: {oneOf: [{$ref: '#/components/schemas/Itself'}, {$ref: '#/components/schemas/Other'}]}
Other: {$ref: '#/components/schemas/Itself'}
Number: {type: object, properties: {n: {type: integer}}, discriminator: {propertyName: n}}
One: {allOf: [{$ref: '#/components/schemas/Number'}, {properties: {a: {type: string}}}]}",
        &expect![[r#"
            note[ignored-keyword]: the `discriminator` makes no union: no other schema is one of its values
             --> openapi.yaml:7:61
              |
            7 |     Itself: {type: object, properties: {t: {type: string}}, discriminator: {propertyName: t, mapping: {a: Itself, b: Circle, c: Other}}}
              |                                                             ^^^^^^^^^^^^^
              |
              = help: list the alternatives under `oneOf`, or compose them with this schema by `allOf`
            note[union-by-trial]: the alternatives can't be told apart without trying them
             --> openapi.yaml:8:5
              |
            8 |     Circle: {oneOf: [{$ref: '#/components/schemas/Itself'}, {$ref: '#/components/schemas/Other'}]}
              |     ^^^^^^
              |
              = help: a `discriminator`, or a required member that only one of them has, would tell them apart
            note[ignored-keyword]: the `discriminator` makes no union: none of the schemas that extend this one has a value
              --> openapi.yaml:10:62
               |
            10 |     Number: {type: object, properties: {n: {type: integer}}, discriminator: {propertyName: n}}
               |                                                              ^^^^^^^^^^^^^
               |
               = help: name the value of each under `mapping`
            model! { #[derive(Default)] pub struct Alone {
                optional t: Option<String>,
            } }
            model! { #[derive(Default)] pub struct Itself {
                optional t: Option<String>,
            } }
            union! { pub enum Circle else Unknown {
                Itself(Box<Itself>),
                Other(Box<Itself>),
            } by { Itself: attempt; Other: attempt; } }
            pub type Other = Itself;
            model! { #[derive(Default)] pub struct NumberType {
                optional n: Option<i64>,
            } }
            model! { #[derive(Default)] pub struct One {
                optional n: Option<i64>,
                optional a: Option<String>,
            } }
        "#]],
    );
}

/// Frameworks write no mapping, and say of a class elsewhere what it is called on the wire; what the base lists may have
/// a name of its own.
#[test]
fn names_may_be_spelled_otherwise_on_the_wire() {
    check(
        "Shape: {type: object, required: [type], properties: {type: {type: string}}, discriminator: {propertyName: type}}
BigSquare: {allOf: [{$ref: '#/components/schemas/Shape'}], properties: {side: {type: integer}}}
SQUARE: {allOf: [{$ref: '#/components/schemas/Shape'}], properties: {side: {type: string}}}
Event: {type: object, required: [kind], properties: {kind: {$ref: '#/components/schemas/Kind'}}, discriminator: {propertyName: kind}}
UserDeleted: {allOf: [{$ref: '#/components/schemas/Event'}], properties: {by: {type: string}}}
Kind: {type: string, enum: [user_created, user_deleted]}
Squares: {oneOf: [{$ref: '#/components/schemas/BigSquare'}, {$ref: '#/components/schemas/SQUARE'}]}",
        &expect![[r#"
            union! { pub enum Shape else Unknown {
                BigSquare(Box<BigSquare>),
                Square(Box<Square>),
                Base(Box<ShapeBase>),
            } by { BigSquare: tag "type" = "BigSquare"; Square: tag "type" = "SQUARE"; BigSquare: tag "type" = "bigSquare";
                BigSquare: tag "type" = "big_square"; BigSquare: tag "type" = "BIG_SQUARE"; Square: tag "type" = "square";
                Base: kind object; } }
            model! { pub struct BigSquare with default {
                required_as type_ = "type": String = "BigSquare".into(),
                optional side: Option<i64>,
            } }
            model! { pub struct Square with default {
                required_as type_ = "type": String = "SQUARE".into(),
                optional side: Option<String>,
            } }
            union! { pub enum Event else Unknown {
                UserDeleted(Box<UserDeleted>),
                Base(Box<EventBase>),
            } by { UserDeleted: tag "kind" = "user_deleted"; Base: kind object; } }
            model! { pub struct UserDeleted with default {
                required_as kind: Kind = Kind::UserDeleted,
                optional by: Option<String>,
            } }
            string_enum! { pub enum Kind else Unknown {
                UserCreated = "user_created", UserDeleted = "user_deleted" } }
            pub type Squares = Shape;
            model! { pub struct ShapeBase with new {
                required_into type_ = "type": String,
            } }
            model! { pub struct EventBase with new {
                required_into kind: Kind,
            } }
        "#]],
    );
}

/// A base that lists its heirs is a union of them, and each of them a struct, however little it adds.
#[test]
fn a_base_that_lists_its_heirs() {
    check(
        "Pet:
  type: object
  required: [kind]
  properties: {kind: {type: string}, name: {type: string}}
  discriminator: {propertyName: kind, mapping: {dog: Dog, cat: Cat}}
  oneOf: [{$ref: '#/components/schemas/Dog'}, {$ref: '#/components/schemas/Cat'}]
Dog: {allOf: [{$ref: '#/components/schemas/Pet'}, {type: object, properties: {bark: {type: string}}}]}
Cat: {allOf: [{$ref: '#/components/schemas/Pet'}], description: A cat.}
Plant: {type: object, properties: {a: {type: string}}, anyOf: [{$ref: '#/components/schemas/Tree'}]}
Tree: {allOf: [{$ref: '#/components/schemas/Plant'}, {type: object, properties: {b: {type: string}}}]}",
        &expect![[r#"
            union! { pub enum Pet else Unknown {
                Dog(Box<Dog>),
                Cat(Box<Cat>),
            } by { Dog: tag "kind" = "dog"; Cat: tag "kind" = "cat"; } }
            model! { pub struct Dog with default {
                required_as kind: String = "dog".into(),
                optional name: Option<String>,
                optional bark: Option<String>,
            } }
            model! { pub struct Cat with default {
                required_as kind: String = "cat".into(),
                optional name: Option<String>,
            } }
            pub type Plant = Tree;
            model! { #[derive(Default)] pub struct Tree {
                optional a: Option<String>,
                optional b: Option<String>,
            } }
        "#]],
    );
}

/// A new value has the tag of its alternative, unless it has several, or may be null.
#[test]
fn new_values_have_their_tags() {
    check(
        "A: {type: object, required: [t, x], properties: {t: {type: string}, x: {type: string}}}
B: {type: object, required: [t], properties: {t: {type: string}}}
C: {type: object, properties: {t: {type: string}}}
D: {type: object, properties: {t: {type: string, nullable: true}}}
E: {type: object, required: [t, b, c, d, e, f, g, h], properties: {t: {type: boolean}, b: {type: boolean}, c: {type: boolean}, d: {type: boolean}, e: {type: boolean}, f: {type: boolean}, g: {type: boolean}, h: {type: boolean}}}
U: {oneOf: [{$ref: '#/components/schemas/A'}, {$ref: '#/components/schemas/B'}, {$ref: '#/components/schemas/C'}, {$ref: '#/components/schemas/D'}], discriminator: {propertyName: t, mapping: {a: A, b: B, bee: B, c: C, d: D}}}
V: {oneOf: [{$ref: '#/components/schemas/E'}, {type: string}], discriminator: {propertyName: t, mapping: {'true': E}}}",
        &expect![[r#"
            model! { pub struct A with new {
                required_as t: String = "a".into(),
                required_into x: String,
            } }
            model! { pub struct B with new {
                required_into t: String,
            } }
            model! { pub struct C with default {
                optional_as t: Option<String> = Some("c".into()),
            } }
            model! { #[derive(Default)] pub struct D {
                optional_nullable t: Option<String>,
            } }
            model! { pub struct E with new {
                required_as t: bool = true,
                required b: bool,
                required c: bool,
                required d: bool,
                required e: bool,
                required f: bool,
                required g: bool,
                required h: bool,
            } }
            union! { pub enum U else Unknown {
                A(Box<A>),
                B(Box<B>),
                C(Box<C>),
                D(Box<D>),
            } by { A: tag "t" = "a"; B: tag "t" = "b"; B: tag "t" = "bee"; C: tag "t" = "c"; D: tag "t" = "d"; } }
            union! { pub enum V else Unknown {
                E(Box<E>),
                String(String),
            } by { E: literal "t" = "true"; String: kind string; } }
        "#]],
    );
}

/// What the document says of a tag goes before the name of a schema; where it says two things, callers say which. What
/// is read only is never sent.
#[test]
fn tags_of_several_unions() {
    check(
        "A: {type: object, required: [t], properties: {t: {type: string}}}
B: {type: object, required: [t], properties: {t: {type: string}}}
C: {type: object, required: [t], properties: {t: {type: string, readOnly: true}}}
D: {type: object, required: [t], properties: {t: {type: string}}}
Guessed: {oneOf: [{$ref: '#/components/schemas/A'}, {$ref: '#/components/schemas/D'}], discriminator: {propertyName: t}}
Said: {oneOf: [{$ref: '#/components/schemas/A'}, {$ref: '#/components/schemas/B'}, {$ref: '#/components/schemas/C'}], discriminator: {propertyName: t, mapping: {a: A, b: B, c: C}}}
Other: {oneOf: [{$ref: '#/components/schemas/A'}, {$ref: '#/components/schemas/B'}], discriminator: {propertyName: t, mapping: {a: A, B: B}}}",
        &expect![[r#"
            model! { pub struct A with default {
                required_as t: String = "a".into(),
            } }
            model! { pub struct B with new {
                required_into t: String,
            } }
            model! { pub struct C with new {
                required_into t: String,
            } }
            model! { pub struct D with default {
                required_as t: String = "D".into(),
            } }
            union! { pub enum Guessed else Unknown {
                A(Box<A>),
                D(Box<D>),
            } by { A: tag "t" = "A"; D: tag "t" = "D"; A: tag "t" = "a"; D: tag "t" = "d"; } }
            union! { pub enum Said else Unknown {
                A(Box<A>),
                B(Box<B>),
                C(Box<C>),
            } by { A: tag "t" = "a"; B: tag "t" = "b"; C: tag "t" = "c"; } }
            union! { pub enum Other else Unknown {
                A(Box<A>),
                B(Box<B>),
            } by { A: tag "t" = "a"; B: tag "t" = "B"; } }
        "#]],
    );
}

/// A body that is one alternative by itself sends no tag that it need not have.
#[test]
fn an_optional_tag_of_a_body() {
    let document = schemas(
        "A: {type: object, properties: {t: {type: string}}}
B: {type: object, properties: {t: {type: string}}}
U: {oneOf: [{$ref: '#/components/schemas/A'}, {$ref: '#/components/schemas/B'}], discriminator: {propertyName: t, mapping: {a: A, b: B}}}",
    );
    let document = document.replace(
        "paths: {}",
        "paths: {/a: {patch: {operationId: a, requestBody: {content: {application/json: {schema: {$ref: '#/components/schemas/A'}}}}, responses: {'204': {description: OK}}}}}",
    );
    let models = file(&document, "src/models.rs");
    let tags: Vec<&str> =
        models.lines().map(str::trim).filter(|line| line.contains(" t: ")).collect();
    expect![[r#"
            optional t: Option<String>,
            optional_as t: Option<String> = Some("b".into()),"#]]
    .assert_eq(&tags.join("\n"));
}

/// An alternative that stands for its heirs is told by their tags, too.
#[test]
fn a_union_of_hierarchies() {
    check(
        "Plant: {type: object, required: [kind], properties: {kind: {type: string}}}
Animal: {type: object, required: [kind], properties: {kind: {type: string}}, discriminator: {propertyName: kind, mapping: {cat: Cat}}}
Cat: {allOf: [{$ref: '#/components/schemas/Animal'}], properties: {a: {type: string}}}
Thing: {oneOf: [{$ref: '#/components/schemas/Animal'}, {$ref: '#/components/schemas/Plant'}], discriminator: {propertyName: kind, mapping: {plant: Plant, animal: Animal}}}",
        &expect![[r#"
            model! { pub struct Plant with default {
                required_as kind: String = "plant".into(),
            } }
            union! { pub enum Animal else Unknown {
                Cat(Box<Cat>),
                Base(Box<AnimalBase>),
            } by { Cat: tag "kind" = "cat"; Base: kind object; } }
            model! { pub struct Cat with default {
                required_as kind: String = "cat".into(),
                optional a: Option<String>,
            } }
            union! { pub enum Thing else Unknown {
                Animal(Box<Animal>),
                Plant(Box<Plant>),
            } by { Animal: tag "kind" = "animal"; Plant: tag "kind" = "plant"; Animal: tag "kind" = "cat"; } }
            model! { pub struct AnimalBase with new {
                required_into kind: String,
            } }
        "#]],
    );
}

/// A mapping in another file names what stands beside it, or a whole file.
#[test]
fn a_mapping_may_name_files_and_what_stands_beside_it() {
    let source = crate::Source::from_memory(&[
        ("openapi.yaml", &schemas("Pet: {$ref: 'pets.yaml#/components/schemas/Pet'}")),
        (
            "pets.yaml",
            "components:
  schemas:
    Pet: {type: object, properties: {t: {type: string}}, discriminator: {propertyName: t, mapping: {cat: Cat, dog: dog.yaml, cow: Cow}}}
    Cat: {allOf: [{$ref: '#/components/schemas/Pet'}], properties: {a: {type: integer}}}
",
        ),
        ("dog.yaml", "type: object\nproperties: {b: {type: integer}}"),
    ]);
    let generated = crate::generate(&source, &crate::Config::new("test-client"));
    let models = &generated.files[std::path::Path::new("src/models.rs")];
    let models = String::from_utf8_lossy(models);
    let said = generated.diagnostics.render(&source, false);
    expect![[r#"
        warning[unresolved-ref]: there is no schema `Cow`
         --> pets.yaml:3:131
          |
        3 | …r: {propertyName: t, mapping: {cat: Cat, dog: dog.yaml, cow: Cow}}}
          |                                                               ^^^
          |
          = help: define what it refers to, or correct the reference
        union! { pub enum Pet else Unknown {
            Cat(Box<Cat>),
            Dog(Box<Dog>),
            /// A value of any other kind: what all have in common.
            Base(Box<PetBase>),
        } by { Cat: tag "t" = "cat"; Dog: tag "t" = "dog"; Base: kind object; } }"#]]
    .assert_eq(&format!("{said}{}", union(&models)));
}

/// References with words or members beside them, and compositions within compositions, are inherited from as others.
#[test]
fn heirs_are_found_however_they_are_written() {
    let document = schemas(
        "Pet: {type: object, properties: {t: {type: string}}, discriminator: {propertyName: t, mapping: {cat: Cat, dog: Dog, cow: Cow}}}
Cat: {allOf: [{$ref: '#/components/schemas/Pet', description: Words.}], properties: {a: {type: integer}}}
Dog: {$ref: '#/components/schemas/Pet', properties: {b: {type: integer}}}
Cow: {allOf: [{allOf: [{$ref: '#/components/schemas/Pet'}]}], properties: {c: {type: integer}}}
Other: {$ref: '#/components/schemas/Pet', description: No heir.}",
    );
    let models = file(&document.replace("3.0.3", "3.1.0"), "src/models.rs");
    expect![[r#"
        union! { pub enum Pet else Unknown {
            /// Words.
            Cat(Box<Cat>),
            Dog(Box<Dog>),
            Cow(Box<Cow>),
            /// A value of any other kind: what all have in common.
            Base(Box<PetBase>),
        } by { Cat: tag "t" = "cat"; Dog: tag "t" = "dog"; Cow: tag "t" = "cow"; Base: kind object; } }"#]].assert_eq(union(&models));
}
