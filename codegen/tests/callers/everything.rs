// A program that names all that the client of `base.yaml` has, with each type written down, as a caller may.
// It compiles with the client of a changed document exactly when the change breaks no caller.

use std::collections::BTreeMap;

use api::headers::AnswerHeaders;
use api::models::{
    Address, Amount, Card, Change, ComplainBody, Delivery, DeliveryBase, Failure, Invoice, Line, NewOrder, Order,
    OrderList, Parcel, Payment, Priority, Reference, State,
};
use api::operations::{needs, orders};
use api::runtime::{ClientCredentials, Date, DateTime, Extra, File, HeaderMap, Multipart, Needs, Pending};
use api::{ApiError, Client, ClientBuilder, Error, Json};

fn main() {}

pub fn client() -> Result<Client, Error> {
    let _ = [&api::auth::KEY, &api::auth::TOKEN];
    Client::builder().key("secret").token(String::from("secret")).build()
}

pub fn machine(credentials: ClientCredentials) -> ClientBuilder {
    let _ = &api::auth::MACHINE;
    Client::builder().machine("secret").machine_client(credentials)
}

pub async fn calls(client: &Client) -> Result<(), Error> {
    let request: Needs<orders::ListOrders, (needs::Shop, needs::Region)> = client.list_orders();
    let request: Needs<orders::ListOrders, needs::Region> = request.shop("shop");
    let request: orders::ListOrders = request.region(String::from("region"));
    let request: orders::ListOrders = request.limit(5_i32).state(State::Open).labels(["new"]);
    let _: OrderList = request.send().await?;

    let request: Needs<orders::CreateOrder, needs::Body<NewOrder>> = client.create_order();
    let request: orders::CreateOrder = request.body(NewOrder::new("customer", Vec::new()));
    let _: Order = request.send().await?;

    let request: orders::GetOrder = client.get_order("id");
    let _: Pending<Order> = request.send();

    let request: orders::ChangeOrder = client.change_order(String::from("id"));
    let request: orders::ChangeOrder = request.note("note").express(true).express_null();
    let _: Order = request.body(Change::default()).send().await?;
    let parts: orders::ChangeOrderMultipart = orders::ChangeOrderMultipart::new("kind", "title");
    let parts: orders::ChangeOrderMultipart = parts.caption(String::from("caption")).scans([File::new("PNG")]);
    let _: Order = client.change_order("id").multipart_body(parts).send().await?;
    let whole: Multipart = Multipart::new().text("kind", "kind");
    let _: Order = client.change_order("id").multipart_body(whole).send().await?;

    let request: orders::DeleteOrder = client.delete_order("id");
    let _: () = request.send().await?;

    let request: orders::Complain = client.complain().body(ComplainBody::default());
    let _: () = request.send().await?;
    Ok(())
}

pub fn answers(error: &ApiError, headers: &HeaderMap) -> (Option<Failure>, Option<i64>) {
    (error.as_failure(), headers.x_total())
}

pub fn requests() {
    let mut line: Line = Line::new("sku", 1_i32);
    line.options = Some(BTreeMap::from([(String::from("colour"), String::from("red"))]));
    let _: String = line.sku.clone();
    let mut order: NewOrder = NewOrder::new("customer", [line]);
    order.note = Some(String::from("note"));
    order.express = Some(true);
    let (_, _): (String, Vec<Line>) = (order.customer, order.lines);
    let mut body: ComplainBody = ComplainBody::default();
    let _: (&mut Option<Vec<String>>, &mut BTreeMap<String, String>) =
        (&mut body.reasons, &mut body.additional_properties);
    let mut change: Change = Change::default().express_null();
    let (_, _): (&mut Option<String>, &mut Option<bool>) = (&mut change.note, &mut change.express);
}

pub fn orders(list: OrderList) {
    let _: OrderList = OrderList::new(Vec::<Order>::new());
    let (_, _): (Option<String>, Option<Amount>) = (list.next, list.amount);
    let _: Option<Delivery> = list.delivery;
    for order in list.orders {
        let _: Order = Order::new("id", "customer", State::Paid, 1_i64);
        let (_, _, _, _): (String, String, State, i64) =
            (order.id, order.customer, order.state, order.total);
        let (_, _): (Option<String>, Option<DateTime>) = (order.note, order.paid_at);
        let (_, _): (Option<Payment>, Option<Address>) = (order.payment, order.address);
        let _: Extra = order.extra;
    }
}

pub fn payments(payment: Payment) {
    match payment {
        Payment::Card(card) => {
            let card: Card = *card;
            let (_, _): (String, String) = (card.kind, card.number);
        }
        Payment::Invoice(invoice) => {
            let invoice: Invoice = *invoice;
            let (_, _): (String, Option<Date>) = (invoice.kind, invoice.due);
        }
        Payment::Unknown(json) => drop::<Json>(json),
        _ => {}
    }
    let (_, _): (Card, Invoice) = (Card::new("number"), Invoice::default());
}

pub fn deliveries(delivery: Delivery) {
    match delivery {
        Delivery::Post(parcel) => {
            let parcel: Parcel = *parcel;
            let (_, _, _): (String, Option<Date>, Option<String>) =
                (parcel.by, parcel.until, parcel.code);
        }
        Delivery::Base(other) => {
            let other: DeliveryBase = *other;
            let (_, _): (String, Option<Date>) = (other.by, other.until);
        }
        _ => {}
    }
    let (_, _): (Parcel, DeliveryBase) = (Parcel::default(), DeliveryBase::new("hand"));
}

pub fn others(address: Address, amount: Amount, failure: Failure) {
    let _: Address = Address::default();
    let (_, _): (Option<String>, Option<String>) = (address.street, address.city);
    let _: BTreeMap<String, String> = address.additional_properties;
    match amount {
        Amount::Boolean(value) => drop::<bool>(value),
        Amount::List(list) => drop::<Vec<i64>>(list),
        Amount::String(text) => drop::<String>(text),
        _ => {}
    }
    let _: Failure = Failure::new("code");
    let (_, _): (String, Option<String>) = (failure.code, failure.message);
    let _: Reference = String::new();
}

pub fn values(state: &State, priority: &Priority) -> u8 {
    match (state, priority) {
        (State::Open, Priority::Low) => 0,
        (State::Paid, Priority::High) => 1,
        (State::Sent, Priority::Unknown(text)) => u8::from(text.as_str() == "middle"),
        (State::Unknown(text), _) => u8::from(text.as_str() == "lost"),
        _ => 2,
    }
}
