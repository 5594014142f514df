# Runs commands and records whom they call, with which words; run by record-calls.ts.
# $1: a folder. In it stands `commands`, each ended by a NUL: a file, since of a pipe bash reads byte by byte. There every
# call leaves a file N.MODE.TIME... of NUL-ended words, every command that is no bash a file N.syntax, and all that bash
# complains of N.MODE.errors.
folder=$1
mkdir "$folder/work" && builtin cd "$folder/work" || exit 1
HOME=$folder/work
PATH=$folder/none
index=0

# With nothing in the PATH no program is found, and bash hands its words to this.
command_not_found_handle() { record "$@"; }
record() {
  builtin printf '%s\0' "$@" >"$folder/$index.$mode.$EPOCHREALTIME.$BASHPID.$RANDOM"
  # Two words: where a substitution stands without quotes, it shows.
  builtin printf 'a value\n'
  return "$mode"
}
# What bash has built in would not get there, nor what is called by its path; the rest is only faster this way.
for name in cd echo eval exec export kill printf pwd set source test true wait [ ./gradlew ./mvnw \
  aws docker git jq npm npx python; do
  builtin eval "$name() { record $name \"\$@\"; }"
done
# `command -v NAME` asks, `command NAME` calls; `read` asks a person.
command() { record command "$@"; }
read() { record read "$@"; }
.() { record . "$@"; }

while IFS= builtin read -r -d '' text; do
  # Parses it as `bash -n` does, without starting another bash.
  if ! builtin eval "if false; then
$text
fi" 2>"$folder/$index.syntax"; then
    index=$((index + 1))
    continue
  fi
  # Once with every call succeeding, once with every call failing, where anything hangs on that: so both sides of && and
  # || are reached.
  modes=(0)
  case $text in *'&&'* | *'||'* | *'!'* | *'$?'* | *if* | *while* | *until*) modes=(0 1) ;; esac
  for mode in "${modes[@]}"; do
    (builtin eval "$text") </dev/null >/dev/null 2>"$folder/$index.$mode.errors"
  done
  index=$((index + 1))
done <"$folder/commands"
