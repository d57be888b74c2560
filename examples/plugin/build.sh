#!/usr/bin/env bash
# Compiles a neuron and a loss from outside into a jar: examples/plugin/build.sh [OUT [CLASSPATH]]
#   OUT        jar to write, by default plugins/example.jar, where ./spikestill finds it
#   CLASSPATH  of Spikestill, by default the jars that ./spikestill has built
set -euo pipefail

HERE=$(cd -P "$(dirname "${BASH_SOURCE[0]}")" && pwd)
ROOT=$(cd -P "$HERE/../.." && pwd)
# shellcheck source=launcher/java.sh
. "$ROOT/launcher/java.sh"

out=${1:-$ROOT/plugins/example.jar}
apps=$ROOT/cli/target/app
[ $# -ge 2 ] || [ -f "$apps/.current" ] || fail "there is no build to compile against: start ./spikestill once"
path=${2:-$apps/$(cat "$apps/.current" 2>/dev/null)/lib/*}
JDK=$(find_jdk)
classes=$(mktemp -d)
trap 'rm -rf "$classes"' EXIT
"$JDK/bin/javac" -proc:none -parameters -d "$classes" -cp "$path" "$HERE"/src/example/*.java
mkdir -p "$(dirname "$out")"
"$JDK/bin/jar" --create --file "$out" -C "$classes" . -C "$HERE/resources" .
