# The rules of kube-proxy (pkg/proxy/iptables/proxier.go) for a service of two pods with the node port 30080, one of the machine
# itself, and one without pods at 30081. $1: which iptables.
rule() { "$kube" -t "$@"; }
kube=$1
for chain in KUBE-SERVICES KUBE-NODEPORTS KUBE-POSTROUTING KUBE-MARK-MASQ KUBE-SVC-WEB KUBE-EXT-WEB KUBE-SEP-ONE KUBE-SEP-TWO; do rule nat -N "$chain"; done
for chain in KUBE-SERVICES KUBE-NODEPORTS KUBE-EXTERNAL-SERVICES KUBE-FORWARD KUBE-FIREWALL KUBE-PROXY-FIREWALL; do rule filter -N "$chain"; done
rule nat -A PREROUTING -m comment --comment "kubernetes service portals" -j KUBE-SERVICES
rule nat -A OUTPUT -m comment --comment "kubernetes service portals" -j KUBE-SERVICES
rule nat -A POSTROUTING -m comment --comment "kubernetes postrouting rules" -j KUBE-POSTROUTING
rule nat -A KUBE-SERVICES -d 10.96.0.10 -p tcp -m comment --comment "default/web:http cluster IP" -m tcp --dport 80 -j KUBE-SVC-WEB
rule nat -A KUBE-SERVICES -m comment --comment "kubernetes service nodeports; NOTE: this must be the last rule in this chain" -m addrtype --dst-type LOCAL -j KUBE-NODEPORTS
rule nat -A KUBE-NODEPORTS -p tcp -m comment --comment "default/web:http" -m tcp --dport 30080 -j KUBE-EXT-WEB
rule nat -A KUBE-EXT-WEB -m comment --comment "masquerade traffic for default/web:http external destinations" -j KUBE-MARK-MASQ
rule nat -A KUBE-EXT-WEB -j KUBE-SVC-WEB
rule nat -A KUBE-MARK-MASQ -j MARK --or-mark 0x4000
rule nat -A KUBE-SVC-WEB -m comment --comment "default/web:http -> 172.17.0.2:8080" -m statistic --mode random --probability 0.50000000000 -j KUBE-SEP-ONE
rule nat -A KUBE-SVC-WEB -m comment --comment "default/web:http -> 172.17.0.3:8080" -j KUBE-SEP-TWO
rule nat -A KUBE-SEP-ONE -s 172.17.0.2 -j KUBE-MARK-MASQ
rule nat -A KUBE-SEP-ONE -p tcp -m tcp -j DNAT --to-destination 172.17.0.2:8080
rule nat -A KUBE-SEP-TWO -s 172.17.0.3 -j KUBE-MARK-MASQ
rule nat -A KUBE-SEP-TWO -p tcp -m tcp -j DNAT --to-destination 172.17.0.3:8080
rule nat -A KUBE-POSTROUTING -m mark ! --mark 0x4000/0x4000 -j RETURN
rule nat -A KUBE-POSTROUTING -j MARK --xor-mark 0x4000
rule nat -A KUBE-POSTROUTING -m comment --comment "kubernetes service traffic requiring SNAT" -j MASQUERADE --random-fully
rule filter -A INPUT -m conntrack --ctstate NEW -m comment --comment "kubernetes load balancer firewall" -j KUBE-PROXY-FIREWALL
rule filter -A INPUT -m comment --comment "kubernetes health check service ports" -j KUBE-NODEPORTS
rule filter -A INPUT -m conntrack --ctstate NEW -m comment --comment "kubernetes externally-visible service portals" -j KUBE-EXTERNAL-SERVICES
rule filter -A INPUT -j KUBE-FIREWALL
rule filter -A FORWARD -m comment --comment "kubernetes forwarding rules" -j KUBE-FORWARD
rule filter -A OUTPUT -m conntrack --ctstate NEW -m comment --comment "kubernetes service portals" -j KUBE-SERVICES
rule filter -A OUTPUT -j KUBE-FIREWALL
rule filter -A KUBE-EXTERNAL-SERVICES -p tcp -m comment --comment "default/idle:http has no endpoints" -m addrtype --dst-type LOCAL -m tcp --dport 30081 -j REJECT --reject-with icmp-port-unreachable
rule filter -A KUBE-FIREWALL ! -s 127.0.0.0/8 -d 127.0.0.0/8 -m comment --comment "block incoming localnet connections" -m conntrack ! --ctstate RELATED,ESTABLISHED,DNAT -j DROP
rule filter -A KUBE-FORWARD -m conntrack --ctstate INVALID -j DROP
rule filter -A KUBE-FORWARD -m comment --comment "kubernetes forwarding rules" -m mark --mark 0x4000/0x4000 -j ACCEPT
rule filter -A KUBE-FORWARD -m comment --comment "kubernetes forwarding conntrack rule" -m conntrack --ctstate RELATED,ESTABLISHED -j ACCEPT
# A machine whose own rules keep the rest out, and by a mark what comes for 6443 over eth1.
rule mangle -A PREROUTING -i eth1 -p tcp -m tcp --dport 6443 -j MARK --set-mark 0x8000/0x8000
rule filter -A INPUT -m conntrack --ctstate RELATED,ESTABLISHED -j ACCEPT
rule filter -A INPUT -i lo -j ACCEPT
rule filter -A INPUT -p tcp -m tcp --dport 6443 -m mark --mark 0x8000/0x8000 -j DROP
rule filter -A INPUT -p tcp -m multiport --dports 22,6443 -j ACCEPT
rule filter -P INPUT DROP
