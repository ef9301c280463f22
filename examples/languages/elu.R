# elu of a few values, its derivative, and softmax of them as a row: the bits. Rscript elu.R elu_r.so
dyn.load(commandArgs(trailingOnly = TRUE)[1])
elu <- function(x, alpha = 1) .Call("elu", as.double(x), as.double(alpha))
elu_prime <- function(x, alpha = 1) .Call("elu_prime", as.double(x), as.double(alpha))
softmax <- function(x) .Call("softmax", as.double(x))

show <- function(name, values) {
    bits <- sapply(values, function(v) paste(writeBin(v, raw(), endian = "big"), collapse = ""))
    cat(paste0(name, "_f64"), bits, "\n", sep = " ")
}

x <- c(-2, -0.5, -0.0, 0.25, 3)
show("elu", elu(x))
show("elu_prime", elu_prime(x))
show("softmax", softmax(x))
