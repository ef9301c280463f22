// Where the installed library is, by pkg-config; CACT_STATIC=1 links libcact.a.
use std::env;
use std::process::Command;

fn main() {
    for name in ["PKG_CONFIG", "PKG_CONFIG_PATH", "CACT_STATIC"] {
        println!("cargo:rerun-if-env-changed={name}");
    }
    let tool = env::var("PKG_CONFIG").unwrap_or_else(|_| "pkg-config".into());
    let said = Command::new(&tool).args(["--libs", "cact"]).output();
    let said = said.unwrap_or_else(|e| panic!("cact-sys: {tool}: {e}"));
    assert!(
        said.status.success(),
        "cact-sys: {tool} knows no cact: {}",
        String::from_utf8_lossy(&said.stderr)
    );
    // A space in a path comes with a backslash before it.
    let words = String::from_utf8_lossy(&said.stdout).replace("\\ ", "\0");
    let kind = if env::var_os("CACT_STATIC").is_some() {
        "static"
    } else {
        "dylib"
    };
    for word in words.split_whitespace().map(|word| word.replace('\0', " ")) {
        if let Some(folder) = word.strip_prefix("-L") {
            println!("cargo:rustc-link-search=native={folder}");
        } else if let Some(library) = word.strip_prefix("-l") {
            println!("cargo:rustc-link-lib={kind}={library}");
        }
    }
}
