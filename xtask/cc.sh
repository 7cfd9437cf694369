#!/bin/sh
# Links with LLVM's linker where the set-up has installed it for the browser's part (`rust-lld` of other compilers is their
# default already), else with the system's.
for lld in /usr/lib/llvm-*/bin/ld.lld; do
    [ -x "$lld" ] && exec cc "-B${lld%/*}" -fuse-ld=lld "$@"
done
exec cc "$@"
