#!/usr/bin/env bash
# Makes the listings of tests/Reach.Tests/Dumps by the real programs, each in a network and mount namespace of its own: the
# machine's rules, /etc and /run are not touched. Needs root, nft, iptables, python3, firewalld with dbus, and a downloaded package:
#   apt-get download ufw && scripts/firewalls/make.sh ./ufw_*.deb
set -euo pipefail
here=$(cd "$(dirname "$0")" && pwd)
out=$(cd "$here/../../tests/Reach.Tests/Dumps" && pwd)
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
dpkg -x "$1" "$work/root"
export here out work

inside() { unshare --net --mount --pid --fork --mount-proc bash -euo pipefail "$here/$1.sh"; }
inside ufw
inside firewalld
inside iptables
