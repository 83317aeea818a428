# bash completion for fourierscope: commands, options and their values as the program's own --help names them.

# _fourierscope_options PROGRAM [COMMAND]: lines "OPTION VALUES", VALUES empty for a switch.
_fourierscope_options() {
  "$@" --help 2>/dev/null | sed -nE '/^Examples:/q; s/ Excludes:.*//; s/^  (-h,)?(--[a-z0-9-]+)( ([^ ]+))?( .*)?$/\2 \4/p'
}

# _fourierscope_words WORDS: completes the current word to one of these.
_fourierscope_words() {
  mapfile -t COMPREPLY < <(compgen -W "$1" -- "$cur")
}

# _fourierscope_paths -f|-d: completes to files and folders, or to folders alone.
_fourierscope_paths() {
  mapfile -t COMPREPLY < <(compgen "$1" -- "$cur")
  compopt -o filenames 2>/dev/null # fails where no completion is under way, as in the test
}

# _fourierscope_value VALUES: completes to what an option takes.
_fourierscope_value() {
  case "$1" in
    FILE | LESSON) _fourierscope_paths -f ;;
    FOLDER) _fourierscope_paths -d ;;
    *'|'*) _fourierscope_words "$(tr '|' '\n' <<<"$1" | grep -v '^[A-Z#]')" ;;
  esac
}

# bash cuts target:ID at the colon.
_fourierscope_after_colon() {
  case "$1" in
    target) _fourierscope_words "$("$program" targets | sed -n 's/^target:\([^:]*\):.*/\1/p')" ;;
    signal) _fourierscope_value "$(_fourierscope_options "$program" | sed -n 's/^--signal //p')" ;;
  esac
}

_fourierscope_positional() {
  case "$command" in
    targets | bench) ;;
    figure) _fourierscope_words "$("$program" figure | sed 's/:.*//')" ;;
    *) _fourierscope_paths -f ;;
  esac
}

_fourierscope() {
  local program=$1 i=$COMP_CWORD command="" commands options values
  local cur=${COMP_WORDS[i]} previous=${COMP_WORDS[i - 1]}
  COMPREPLY=()
  if [ "$cur" = : ]; then
    cur=""
    _fourierscope_after_colon "$previous"
    return
  elif [ "$previous" = : ]; then
    _fourierscope_after_colon "${COMP_WORDS[i - 2]}"
    return
  fi
  commands=$("$program" --help 2>/dev/null | sed -nE '/^Commands/,/^$/s/^  ([a-z]+) .*/\1/p')
  [ "$i" -gt 1 ] && command=$(grep -Fxe "${COMP_WORDS[1]}" <<<"$commands")
  options=$(_fourierscope_options "$program" ${command:+"$command"})
  values=$(awk -v option="$previous" '$1 == option { print $2 }' <<<"$options")
  if [ -n "$values" ]; then
    _fourierscope_value "$values"
  elif [[ $cur == -* ]]; then
    _fourierscope_words "$(cut -d ' ' -f 1 <<<"$options")"
  else
    _fourierscope_positional
    [ "$i" -eq 1 ] && mapfile -t -O "${#COMPREPLY[@]}" COMPREPLY < <(compgen -W "$commands" -- "$cur")
  fi
}

complete -F _fourierscope fourierscope
