#!/usr/bin/env bash
# Makes the listings of tests/Reach.Tests/Dumps by the real programs, in a network and mount namespace of its own: the machine's
# rules and /etc are not touched. Needs root, nft, iptables, python3 and a downloaded package:
#   apt-get download ufw && scripts/firewalls/make.sh ./ufw_*.deb
set -euo pipefail
deb=$(readlink -f "$1")
out=$(cd "$(dirname "$0")/../../tests/Reach.Tests/Dumps" && pwd)
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
dpkg -x "$deb" "$work/root"
mkdir -p "$work/root/etc/ufw"
cp "$work"/root/usr/share/ufw/{ufw.conf,user.rules,user6.rules,before.rules,before6.rules,after.rules,after6.rules} "$work/root/etc/ufw/"

unshare --net --mount bash -euo pipefail -s "$work" "$out" <<'INSIDE'
work=$1 out=$2 root=$1/root
ip link set lo up
ip link add eth0 type veth peer name peer0
ip link set eth0 up
# ufw looks at fixed places: they are laid over the machine's, in this mount namespace alone.
for place in etc/ufw lib/ufw usr/lib/ufw usr/share/ufw etc/default; do
  [ -d "$root/$place" ] || continue
  mkdir -p "$work/over/$place"
  if [ -d "/$place" ]; then mount --bind "$root/$place" "/$place"; else mkdir -p "/$place" && mount --bind "$root/$place" "/$place" && echo "/$place" >>"$work/made"; fi
done
export PYTHONPATH=$root/usr/lib/python3/dist-packages PATH=/usr/sbin:/usr/bin:/sbin:/bin
chmod -R go-w "$root"
ufw() { /usr/bin/python3 "$root/usr/sbin/ufw" "$@"; }
ufw allow 22/tcp
ufw allow from 192.168.0.0/16 to any port 5432 proto tcp
ufw deny 8080
ufw limit 2222/tcp
ufw --force enable
iptables-nft-save >"$out/ufw.v4"
ip6tables-nft-save >"$out/ufw.v6"
nft -j list ruleset >"$out/ufw.json"
ufw --force disable
while read -r made; do umount "$made" && rmdir "$made"; done <"$work/made" 2>/dev/null || true
INSIDE
