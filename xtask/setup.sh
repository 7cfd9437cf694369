#!/bin/sh
# Puts in place what a build of this project needs and the machine lacks.
#
# Says what it installs, asks nothing, and is quick (well under half a second)
# when nothing is missing. Settled here, in this order:
#   1. a Rust compiler with std for the browser (wasm32-unknown-unknown): its source, from which what is served
#      is built, and for `--watch` and `--tests` std itself, which lints and quick builds use;
#   2. PostgreSQL's server programs, from which `cabinet demo` starts a private cluster;
#   3. Node and npm, for the tools of the browser's part;
#   4. with `--tests`: Chromium without its windows, for the end-to-end tests, and what reads the papers and receives the letters.
# Notes on what was found go to target/setup/, so that a failing build can be explained.
set -eu

root=$(CDPATH= cd -- "$(dirname -- "$0")/.." && pwd)
notes=$root/target/setup
wasm=wasm32-unknown-unknown
need_rust=$(sed -n 's/^rust-version *= *"\(.*\)"/\1/p' "$root/Cargo.toml")
with_tests=no
with_std=no
case ${1:-} in
--tests) with_tests=yes with_std=yes ;;
--watch) with_std=yes ;;
esac
mkdir -p "$notes"
cd "$root"

say() { printf 'set-up: %s\n' "$*"; }
stop() { printf 'set-up: %s\n' "$*" >&2; exit 1; }
have() { command -v "$1" >/dev/null 2>&1; }

# --- becoming root, only where something is installed -------------------------------

as_root() {
    if [ "$(id -u)" -eq 0 ]; then "$@"
    elif have sudo; then sudo "$@"
    else stop "this needs root and there is no sudo; run as root once: $*"
    fi
}

packages_listed=no
list_packages() {
    [ "$packages_listed" = yes ] && return 0
    say "reading the list of Debian packages"
    as_root env DEBIAN_FRONTEND=noninteractive apt-get update -qq </dev/null
    packages_listed=yes
}

install() {
    list_packages
    say "installing Debian packages: $*"
    as_root env DEBIAN_FRONTEND=noninteractive \
        apt-get install -y -qq --no-install-recommends "$@" </dev/null >"$notes/apt.log" 2>&1 ||
        { tail -n 20 "$notes/apt.log" >&2; stop "apt-get could not install: $*"; }
}

# --- Rust ----------------------------------------------------------------------------

# is version $1 at least version $2
at_least() {
    [ "$(printf '%s\n%s\n' "$1" "$2" | sort -V | head -n 1)" = "$2" ]
}

# the active compiler is new enough and has std for the browser, or what it is built from where that is enough
rust_is_ready() {
    have cargo && have rustc || return 1
    version=$(rustc --version 2>/dev/null | cut -d ' ' -f 2 | cut -d - -f 1)
    [ -n "$version" ] && at_least "$version" "$need_rust" || return 1
    rustlib=$(rustc --print sysroot)/lib/rustlib
    [ "$with_std" = no ] && [ -e "$rustlib/src/rust/library/std/Cargo.toml" ] && return 0
    set -- "$rustlib/$wasm/lib/"libcore-*.rlib
    [ -e "$1" ]
}

rust_from_rustup() {
    have rustup && [ "${RUSTUP_AUTO_INSTALL:-1}" != 0 ] || return 1
    version=$(rustc --version 2>/dev/null | cut -d ' ' -f 2 | cut -d - -f 1)
    if [ -z "$version" ] || ! at_least "$version" "$need_rust"; then
        say "installing Rust $need_rust with rustup"
        rustup toolchain install "$need_rust" --profile minimal -c clippy,rustfmt,rust-src \
            -t $wasm --no-self-update </dev/null || return 1
        rustup override set "$need_rust" --path "$root" || return 1
    else
        say "adding the browser's target and std's source with rustup"
        rustup target add $wasm </dev/null && rustup component add rust-src </dev/null || return 1
    fi
    rust_is_ready
}

# Debian's compiler for browsers. Its std for wasm32 isn't packaged, but std's source is.
rust_from_debian() {
    have apt-get || return 1
    if ! [ -x /usr/bin/rustc ] || ! [ -x /usr/bin/cargo ] || ! [ -x /usr/bin/cargo-clippy ] ||
        ! [ -x /usr/bin/rustfmt ] || ! [ -d /usr/lib/rustlib/src/rust/library ]; then
        list_packages
        apt-cache show rustc-web >/dev/null 2>&1 || return 1
        install rustc-web cargo-web rust-web-src rustfmt-web rust-web-clippy
    fi
    at_least "$(/usr/bin/rustc --version | cut -d ' ' -f 2)" "$need_rust" || return 1
    link_lld
    [ "$with_std" = no ] || build_std
    use_debian_compiler
    rust_is_ready
}

# rustc calls the linker of the browser's target `rust-lld`; Debian's has LLVM's number in its name
link_lld() {
    host=$(/usr/bin/rustc -vV | sed -n 's/^host: //p')
    llvm=$(/usr/bin/rustc -vV | sed -n 's/^LLVM version: \([0-9]*\).*/\1/p')
    bin=/usr/lib/rustlib/$host/bin
    [ -x "/usr/bin/lld-$llvm" ] || install "lld-$llvm"
    [ -x "$bin/rust-lld" ] && return 0
    say "linking lld-$llvm as rust-lld"
    as_root mkdir -p "$bin"
    as_root ln -sf "/usr/bin/lld-$llvm" "$bin/rust-lld"
}

build_std() {
    lib=/usr/lib/rustlib/$wasm/lib
    /usr/bin/rustc -vV >"$notes/rustc"
    if cmp -s "$notes/rustc" "$lib/../built-by" && [ -e "$(echo $lib/libcore-*.rlib)" ]; then
        return 0
    fi
    say "building std for $wasm from its packaged source (once, about a minute)"
    crate=$(mktemp -d)
    mkdir -p "$crate/src"
    printf '[package]\nname = "only-std"\nversion = "0.0.0"\nedition = "2024"\n[workspace]\n' \
        >"$crate/Cargo.toml"
    printf '#![no_std]\n' >"$crate/src/lib.rs"
    (
        cd "$crate"
        unset RUSTFLAGS CARGO_ENCODED_RUSTFLAGS CARGO_BUILD_TARGET RUSTUP_TOOLCHAIN
        # the compiler by its full path: a rustup in PATH would put its own in between
        RUSTC=/usr/bin/rustc RUSTDOC=/usr/bin/rustdoc RUSTC_BOOTSTRAP=1 CARGO_TARGET_DIR=$crate/target \
            /usr/bin/cargo build --release --quiet --target $wasm \
            -Z build-std=std,panic_abort,panic_unwind,test,proc_macro
    ) </dev/null || { rm -rf "$crate"; stop "std for $wasm did not build"; }
    rm -f "$crate/target/$wasm/release/deps/"libonly_std-*
    # emptied first: two builds of core side by side confuse the compiler
    as_root rm -rf "$lib"
    as_root mkdir -p "$lib"
    as_root cp "$crate/target/$wasm/release/deps/"*.rlib "$lib/"
    as_root cp "$notes/rustc" "$lib/../built-by"
    rm -rf "$crate"
}

# one compiler for everything in this checkout, also where rustup's comes first in PATH
use_debian_compiler() {
    have rustup && [ "$(command -v rustc)" != /usr/bin/rustc ] || return 0
    rustup toolchain list | grep -q '^cabinet-web' || {
        say "making Debian's compiler known to rustup as cabinet-web"
        rustup toolchain link cabinet-web /usr
    }
    case $(cd "$root" && rustup show active-toolchain 2>/dev/null) in
    cabinet-web*) ;;
    *) say "this checkout is built with cabinet-web (rustup override)"
       rustup override set cabinet-web --path "$root" 2>/dev/null ;;
    esac
}

set_up_rust() {
    rust_is_ready && return 0
    rust_from_rustup && return 0
    rust_from_debian && return 0
    stop "Rust $need_rust or newer with std for $wasm is missing.
        With rustup:  rustup toolchain install $need_rust -t $wasm -c clippy,rustfmt,rust-src
        On Debian:    apt-get install rustc-web cargo-web rust-web-src rustfmt-web rust-web-clippy"
}

# --- the other programs --------------------------------------------------------------

has_postgres() {
    have postgres && have initdb && return 0
    set -- /usr/lib/postgresql/*/bin/initdb
    [ -x "$1" ]
}

set_up_programs() {
    missing=
    have cc || missing="$missing gcc libc6-dev"
    has_postgres || missing="$missing postgresql"
    have node && have npm || missing="$missing nodejs npm"
    if [ "$with_tests" = yes ]; then
        have chromium-headless-shell || missing="$missing chromium-headless-shell"
        # the tests read the papers with it
        have pdftotext || missing="$missing poppler-utils"
        # the interface for programs is tested by schemathesis, which comes from PyPI into a folder of its own
        python3 -c 'import ensurepip' 2>/dev/null || missing="$missing python3-venv"
        # the mail server that the letters are sent to, and its certificate
        [ -d /usr/lib/python3/dist-packages/aiosmtpd ] || missing="$missing python3-aiosmtpd"
        have openssl || missing="$missing openssl"
    fi
    [ -z "$missing" ] && return 0
    have apt-get || stop "install these yourself (no apt-get here):$missing"
    # shellcheck disable=SC2086 # a list of package names
    install $missing
}

# two set-ups at once would copy std over each other
if have flock && [ -z "${CABINET_SETUP_LOCKED:-}" ]; then
    CABINET_SETUP_LOCKED=1 exec flock "$notes/lock" sh "$root/xtask/setup.sh" "$@"
fi
set_up_programs
set_up_rust
rustc -vV >"$notes/rustc"
