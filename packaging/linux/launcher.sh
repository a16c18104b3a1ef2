#!/bin/sh
# Starts GPT Studio, unless this system's C library is too old for what comes with it.
needed=@GLIBC@
found=$(getconf GNU_LIBC_VERSION 2>/dev/null | cut -d ' ' -f 2)
if [ -z "$found" ] && [ ! -e /lib64/ld-linux-x86-64.so.2 ]; then
    echo "gpt-studio: This system has no GNU C library, and GPT Studio needs glibc $needed or newer: use a distribution that has it, or install GPT Studio from its source." >&2
    exit 1
fi
oldest=$(printf '%s\n' "${found:-$needed}" "$needed" | sort -V | head -n 1)
if [ "$oldest" != "$needed" ]; then
    echo "gpt-studio: This system has the C library glibc $found, and GPT Studio needs $needed or newer: use a newer release of your system, or install GPT Studio from its source." >&2
    exit 1
fi
# Without a locale Qt prints a long warning and uses UTF-8 anyway.
case ${LC_ALL:-${LC_CTYPE:-${LANG:-C}}} in
    C | POSIX) if [ -n "${LC_ALL:-}" ]; then export LC_ALL=C.UTF-8; else export LC_CTYPE=C.UTF-8; fi ;;
esac
here=$(dirname -- "$(readlink -f -- "$0")")
exec "$here/program/gpt-studio" "$@"
