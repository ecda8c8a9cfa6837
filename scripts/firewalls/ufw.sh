# ufw alone, and with containers' rules added later, as on a machine with both.
. "$here/network.sh"
root=$work/root
mkdir -p "$root/etc/ufw"
cp "$root"/usr/share/ufw/{ufw.conf,user.rules,user6.rules,before.rules,before6.rules,after.rules,after6.rules} "$root/etc/ufw/"
# ufw looks at fixed places: they are laid over the machine's, in this mount namespace alone.
for place in etc/ufw lib/ufw usr/lib/ufw usr/share/ufw etc/default; do
  [ -d "$root/$place" ] || continue
  if [ ! -d "/$place" ]; then mkdir -p "/$place" && echo "/$place" >>"$work/made"; fi
  mount --bind "$root/$place" "/$place"
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
. "$here/docker.sh" iptables-nft
iptables-nft-save >"$out/ufw-docker.v4"
ufw --force disable
if [ -f "$work/made" ]; then while read -r made; do umount "$made" && rmdir "$made"; done <"$work/made"; fi
