#!/bin/sh
# Installs the Debian packages of PACKAGES in a fresh Debian 12 (debootstrap, as root), runs what they hold there, and removes them: nothing may be left.
# What was downloaded is kept in CACHE.
#
# usage: in_root.sh PACKAGES CACHE
set -eu
umask 022
packages=$(realpath "$1") cache=$2
mkdir -p "$cache"
cache=$(realpath "$cache")
base=$cache/base root=$cache/root

fail() { printf 'package: %s\n' "$*" >&2; exit 1; }

[ "$(id -u)" = 0 ] || fail "a system of its own is set up below $cache: expected to be run as root"
[ -z "${PYTHONPATH:-}" ] || unset PYTHONPATH

# The mirror that this system uses, or Debian's own.
# shellcheck disable=SC2016
mirror=$(apt-get indextargets --format '$(REPO_URI)' 'Created-By: Packages' 'Codename: bookworm' 'Origin: Debian' | grep -v security | head -n 1)
if [ ! -e "$base.done" ]; then
  rm -rf "$base"
  debootstrap --variant=minbase bookworm "$base" "${mirror:-http://deb.debian.org/debian}" > "$cache/debootstrap.txt" 2>&1 ||
    fail "debootstrap failed: $cache/debootstrap.txt"
  : > "$base.done"
fi
rm -rf "$root"
cp -a "$base" "$root"
cp /etc/resolv.conf "$root/etc/resolv.conf"
mkdir -p "$cache/archives" "$root/packages" "$root/try"
cp "$packages"/*.deb "$root/packages"
cp "$cache"/archives/*.deb "$root/var/cache/apt/archives" 2>/dev/null || true
cp tests/certificates/valid/lower-signs.ftc data/diabetes/changed.csv data/diabetes/model.onnx "$root/try"
sed 's/^claim \(.*\)neurons=[0-9]*/claim \1neurons=99/' tests/certificates/valid/lower-signs.ftc > "$root/try/wrong.ftc"

# inside COMMAND: as root in that system; as_user COMMAND: as a user who may write nowhere but in /tmp, in the folder /try.
inside() { chroot "$root" env -i PATH=/usr/sbin:/usr/bin:/sbin:/bin HOME=/root LC_ALL=C.UTF-8 DEBIAN_FRONTEND=noninteractive "$@"; }
as_user() { inside setpriv --reuid=65534 --regid=65534 --clear-groups sh -c "cd /try && $1"; }

install() {
  printf '== apt-get install %s\n' "$*"
  inside sh -c "cd /packages && apt-get install -y -q --no-install-recommends $*" > "$cache/install.txt" 2>&1 || { cat "$cache/install.txt"; fail "$*: apt-get failed"; }
  cp -n "$root"/var/cache/apt/archives/*.deb "$cache/archives"
}

# shows WANTED COMMAND: the last line that it prints, without error.
shows() {
  printf '%s\n' "\$ $2"
  found=$(as_user "$2" 2>&1) || { printf '%s\n' "$found"; fail "$2: exit code other than 0"; }
  found=$(printf '%s\n' "$found" | grep -v '^c ' | tail -n 1)
  [ "$found" = "$1" ] || fail "$2: expected '$1', found '$found'"
}

# refuses COMMAND: exit code 1 and nothing but 1.
refuses() {
  printf '%s\n' "\$ $1"
  code=0
  as_user "$1" > /dev/null 2>&1 || code=$?
  [ "$code" = 1 ] || fail "$1: expected exit code 1, found $code"
}

# Everything in that system but what apt and dpkg keep about packages.
files() { (cd "$root" && find . -path ./proc -prune -o -path ./tmp -prune -o -path ./packages -prune -o -path ./var/lib/dpkg -prune -o -path ./var/lib/apt -prune -o -path ./var/log -prune -o -path ./var/cache -prune -o -print) | sort; }

inside apt-get update -q > "$cache/update.txt" 2>&1 || inside apt-get update -q > "$cache/update.txt" 2>&1 || fail "apt-get update failed: $cache/update.txt"
version=$(dpkg-deb -f "$packages"/ftcert_*.deb Version)
bound="s VERIFIED $(sed -n 's/^claim \(.*\)neurons=/\1neurons>=/p' tests/certificates/valid/lower-signs.ftc)"

install ./ftcheck_*.deb
[ -z "$(inside sh -c 'command -v python3')" ] || fail "ftcheck alone: expected no Python, found one"
shows "ftcheck ${version%-*}" "ftcheck --version"
shows "$bound" "ftcheck lower-signs.ftc"
refuses "ftcheck wrong.ftc"
files > "$cache/before.txt"

install ./ftcert_*.deb
shows "ftcert ${version%-*}" "ftcert --version"
claim="interpolation layers=2 neurons=7 samples=442 changed=20"
shows "s CERTIFIED $claim" "ftcert certify --data changed.csv --model model.onnx -o /tmp/g.ftc"
shows "s VERIFIED $claim" "ftcheck /tmp/g.ftc --data changed.csv --model model.onnx"
for manual in ftcert ftcheck; do
  inside sh -c "zcat /usr/share/man/man1/$manual.1.gz" | grep -q '^\.SH' || fail "expected a manual page $manual.1"
done

for package in "$packages"/python3-ftcert_*.deb; do
  [ -e "$package" ] || fail "expected python3-ftcert in $packages"
done
install ./python3-ftcert_*.deb
shows "${version%-*}" "python3 -c 'import ftcert; print(ftcert.__version__)'"
# 0, 1, 0 is not monotone, as one neuron is, and two suffice.
shows "interpolation layers=2 neurons=2 samples=3 changed=1" "python3 -c 'import ftcert; print(ftcert.certify([[0], [1], [2]], [0, 1, 0], layers=2).claim)'"
shows "$bound" "python3 -m ftcert.check lower-signs.ftc"
shows "$bound" "python3 /usr/share/ftcert/ftcheck.py lower-signs.ftc"
shows "s VERIFIED $claim" "python3 /usr/share/ftcert/ftcheck.py /tmp/g.ftc --data changed.csv --model model.onnx"
refuses "python3 -m ftcert.check wrong.ftc"
# As root Python keeps what it has read beside the modules: that has to go, too.
inside python3 -c 'import ftcert; ftcert.certify'
inside python3 /usr/share/ftcert/ftcheck.py /try/lower-signs.ftc > "$cache/verdict.txt"

printf '== apt-get purge\n'
inside apt-get purge -y -q ftcert ftcheck python3-ftcert > "$cache/purge.txt" 2>&1 || { cat "$cache/purge.txt"; fail "apt-get purge failed"; }
left=$(files | grep -i 'ftc[eh]' | grep -v '^\./try/' || true)
[ -z "$left" ] || fail "left behind: $left"
grep -q '^\./usr/bin/ftcheck$' "$cache/before.txt" || fail "expected ./usr/bin/ftcheck in the list of files"
rm -rf "$root"
printf 'package: %s %s installs, runs and goes without a trace\n' "$(cd "$packages" && echo *.deb)" "$version"
