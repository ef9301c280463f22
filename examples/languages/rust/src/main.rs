//! elu of a few values, its derivative, and softmax of them as a row: the bits.
use cact::Rows;

fn show(name: &str, values: &[f32]) {
    let bits: Vec<String> = values
        .iter()
        .map(|v| format!("{:08x}", v.to_bits()))
        .collect();
    println!("{name}_f32 {}", bits.join(" "));
}

fn main() {
    let x = [-2.0f32, -0.5, -0.0, 0.25, 3.0];
    let mut y = [0.0; 5];
    cact::elu(&x, &mut y, 1.0);
    show("elu", &y);
    cact::elu_prime(&x, &mut y, 1.0);
    show("elu_prime", &y);
    cact::softmax(&x, &mut y, Rows::one(5));
    show("softmax", &y);
}
