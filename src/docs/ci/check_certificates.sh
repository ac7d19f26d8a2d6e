#!/bin/sh
# Checks the certificates of a repository: exit code 0 only if there is one, and every checker verifies every one with the words that are expected.
#
# usage: check_certificates.sh FOLDER CHECKER...
#        check_certificates.sh certificates ftcheck "python3 /usr/share/ftcert/ftcheck.py"
#
# Each folder below FOLDER with a file claim.ftc is one certificate. Beside it lie claim.txt, the verdict line that is expected (else a certificate that
# says less could take its place), and what the certificate binds: data.csv or data.npy, labels.csv or labels.npy, model.onnx, patched.onnx.
set -eu
[ $# -ge 2 ] || { printf 'usage: check_certificates.sh FOLDER CHECKER...\n' >&2; exit 2; }
folder=$1
shift
list=$(mktemp)
trap 'rm -f "$list"' EXIT
find "$folder" -name claim.ftc | sort > "$list"
[ -s "$list" ] || { printf '%s: expected a file claim.ftc, found none\n' "$folder"; exit 1; }
failed=0
while read -r certificate; do
  place=$(dirname "$certificate")
  for checker in "$@"; do
    (
      # The checker with its own arguments, the certificate, and what is there of the files.
      # shellcheck disable=SC2086
      set -- $checker "$certificate"
      for file in data.csv data.npy; do [ ! -e "$place/$file" ] || set -- "$@" --data "$place/$file"; done
      for file in labels.csv labels.npy; do [ ! -e "$place/$file" ] || set -- "$@" --labels "$place/$file"; done
      [ ! -e "$place/model.onnx" ] || set -- "$@" --model "$place/model.onnx"
      [ ! -e "$place/patched.onnx" ] || set -- "$@" --patched "$place/patched.onnx"
      said=$("$@" < /dev/null) || { printf '%s: %s: exit code %s: %s\n' "$place" "$checker" $? "$said"; exit 1; }
      printf '%s: %s: %s\n' "$place" "$checker" "$said"
      [ "$(printf '%s\n' "$said" | head -n 1)" = "$(cat "$place/claim.txt")" ] || { printf '%s: expected the verdict line of claim.txt\n' "$place"; exit 1; }
    ) || failed=1
  done
done < "$list"
exit $failed
