//! What models are when they are new.

use obstacle_shapes::Model;
use obstacle_shapes::models::{Base, Circle, FirstHeir, NumberedFirst, Shape};

#[test]
fn new_values_are_read_as_the_alternative_that_they_were_made_of() {
    let circle = Circle::new(1).to_json();
    assert_eq!(circle, r#"{"kind":"circle","radius":1}"#);
    assert!(matches!(Shape::from_json(circle.as_bytes()), Ok(Shape::Circle(_))), "{circle}");
    assert_eq!(NumberedFirst::default().to_json(), r#"{"number":1}"#);
    let heir = FirstHeir::default().to_json();
    assert!(matches!(Base::from_json(heir.as_bytes()), Ok(Base::First(_))), "{heir}");
}
