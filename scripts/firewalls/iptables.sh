# What programs that call iptables write, by both of its kinds: each kind in a namespace without the other's rules.
for kind in nft legacy; do
  for program in docker kubernetes; do
    unshare --net bash -euo pipefail -c '. "$here/network.sh"; . "$here/$1.sh" "iptables-$2"; "iptables-$2-save" >"$out/$1-$2.v4"' - "$program" "$kind"
  done
done
