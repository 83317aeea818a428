#!/usr/bin/env bash
# What bash offers for a command line of fourierscope, whose path is $FOURIERSCOPE.
set -euo pipefail
export LC_ALL=C
. "$(dirname "$0")/../../assets/package/fourierscope.bash"
folder=$(mktemp -d)
trap 'rm -r "$folder"' EXIT
cd "$folder"
mkdir albums
touch photo.jpg "my photo.png"

# offered WORD...: the completions of the last word, one a line, sorted.
offered() {
  COMP_WORDS=(fourierscope "$@")
  COMP_CWORD=$#
  _fourierscope "$FOURIERSCOPE" || true
  printf '%s\n' "${COMPREPLY[@]}" | sort
}

# expect "WORD WORD" WORD...: exactly these, in this order, are offered for the rest.
expect() {
  local expected=$1 found
  shift
  found=$(offered "$@" | paste -sd ' ')
  [ "$found" = "$expected" ] && return
  echo "fourierscope $*: offered '$found', not '$expected'" >&2
  exit 1
}

expect "screenshot sweep" s
expect "my photo.png" my
expect "photo.jpg" fit pho
expect "albums my photo.png photo.jpg" fit ""
expect "albums bench figure fit landscape my photo.png photo.jpg probe render screenshot sweep targets" ""
expect "--help" --he
expect "--steps" fit --st
expect "--stats" --st
expect "--sigma --signal --signal-seed" --sig
expect "laplacian log-uniform" --mapping l
expect "mean sum" fit photo.jpg --loss ""
expect "inf" --power ""
expect "" --sigma ""
expect "albums" targets --out ""
expect "" targets ""
expect "albums my photo.png photo.jpg" sweep --list ""
expect "photo.jpg" fit photo.jpg --replay ph
expect "fig10 fig11 fig14" figure fig1
expect "siemens-star" fit target : si
expect "samples sawtooth" signal : sa
expect "bump" signal : b
[ "$(offered target :)" = "$("$FOURIERSCOPE" targets | cut -d : -f 2 | sort)" ]

# every option of every command is offered by it, and nothing else
for command in "" $(offered "" | grep -Ev '\.|albums'); do
  expect "$("$FOURIERSCOPE" $command --help | grep -oE '^  (-h,)?--[a-z0-9-]+' | grep -oE '\-\-.*' | sort -u |
    paste -sd ' ')" $command --
done
[ "$(complete -p fourierscope)" = "complete -F _fourierscope fourierscope" ]
echo "completions are right"
