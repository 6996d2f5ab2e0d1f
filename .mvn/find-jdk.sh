# Sourced by ./mvnw and ./run: points JAVA_HOME at a JDK 21 or newer, wherever it is usually installed.
# The JVM on the path may be older; the formatter and the static analysis run inside Maven's own JVM and need 21.

jdk_release() { # prints the feature release of the JDK at $1, or nothing
  [ -x "$1/bin/javac" ] && [ -x "$1/bin/java" ] || return 0
  if [ -r "$1/release" ]; then
    sed -n 's/^JAVA_VERSION="\([0-9]*\).*/\1/p' "$1/release"
  else
    "$1/bin/java" -version 2>&1 | sed -n '1s/.*"\([0-9]*\).*/\1/p'
  fi
}

find_jdk() { # prints the home of the newest JDK >= 21; JAVA_HOME wins where it fits
  if [ -n "${JAVA_HOME-}" ]; then
    release=$(jdk_release "$JAVA_HOME")
    [ "${release:-0}" -ge 21 ] && { printf '%s\n' "$JAVA_HOME"; return 0; }
  fi
  best='' best_release=20
  on_path=$(command -v javac 2>/dev/null || true)
  if [ -n "$on_path" ]; then on_path=$(dirname "$(dirname "$(readlink -f "$on_path" 2>/dev/null || echo "$on_path")")"); fi
  set +f
  for home in "$on_path" "${JDK_HOME-}" /usr/lib/jvm/* /usr/lib64/jvm/* /usr/java/* /opt/*jdk* /opt/java/* /opt/jdk/* \
    "$HOME"/.sdkman/candidates/java/* "$HOME"/.jdks/* "$HOME"/.asdf/installs/java/* "$HOME"/.local/share/mise/installs/java/* \
    /Library/Java/JavaVirtualMachines/*/Contents/Home "$HOME"/Library/Java/JavaVirtualMachines/*/Contents/Home \
    /opt/homebrew/opt/openjdk*/libexec/openjdk.jdk/Contents/Home /usr/local/opt/openjdk*/libexec/openjdk.jdk/Contents/Home; do
    [ -n "$home" ] && [ -d "$home" ] || continue
    release=$(jdk_release "$home")
    if [ "${release:-0}" -gt "$best_release" ]; then best=$home best_release=$release; fi
  done
  printf '%s\n' "$best"
}

JAVA_HOME=$(find_jdk)
if [ -z "$JAVA_HOME" ]; then
  echo "Countersign needs a JDK 21 or newer and found none. Install one (Debian 13: apt install openjdk-21-jdk; any system: Eclipse Temurin 21 or 25), or set JAVA_HOME." >&2
  exit 1
fi
export JAVA_HOME
