# The rules of Docker 28 (its chains as in moby's integration/network/bridge/iptablesdoc) with two published ports: 8080 of all
# addresses for 172.17.0.2:80, and 5433 of 127.0.0.1 alone for 172.17.0.3:5432. $1: which iptables.
rule() { "$docker" -t "$@"; }
docker=$1
for chain in DOCKER DOCKER-FORWARD DOCKER-BRIDGE DOCKER-CT DOCKER-ISOLATION-STAGE-1 DOCKER-ISOLATION-STAGE-2 DOCKER-USER; do rule filter -N "$chain"; done
rule nat -N DOCKER
rule raw -A PREROUTING -d 172.17.0.2 ! -i docker0 -j DROP
rule raw -A PREROUTING -d 172.17.0.3 ! -i docker0 -j DROP
rule raw -A PREROUTING -d 127.0.0.1 ! -i lo -p tcp --dport 5433 -j DROP
rule nat -A PREROUTING -m addrtype --dst-type LOCAL -j DOCKER
rule nat -A OUTPUT ! -d 127.0.0.0/8 -m addrtype --dst-type LOCAL -j DOCKER
rule nat -A POSTROUTING -s 172.17.0.0/16 ! -o docker0 -j MASQUERADE
rule nat -A DOCKER ! -i docker0 -p tcp -m tcp --dport 8080 -j DNAT --to-destination 172.17.0.2:80
rule nat -A DOCKER -d 127.0.0.1 ! -i docker0 -p tcp -m tcp --dport 5433 -j DNAT --to-destination 172.17.0.3:5432
rule filter -P FORWARD DROP
rule filter -I FORWARD -j DOCKER-FORWARD
rule filter -I FORWARD -j DOCKER-USER
rule filter -A DOCKER-FORWARD -j DOCKER-CT
rule filter -A DOCKER-FORWARD -j DOCKER-ISOLATION-STAGE-1
rule filter -A DOCKER-FORWARD -j DOCKER-BRIDGE
rule filter -A DOCKER-FORWARD -i docker0 -j ACCEPT
rule filter -A DOCKER-CT -o docker0 -m conntrack --ctstate RELATED,ESTABLISHED -j ACCEPT
rule filter -A DOCKER-BRIDGE -o docker0 -j DOCKER
rule filter -A DOCKER-ISOLATION-STAGE-1 -i docker0 ! -o docker0 -j DOCKER-ISOLATION-STAGE-2
rule filter -A DOCKER-ISOLATION-STAGE-2 -o docker0 -j DROP
rule filter -A DOCKER -d 172.17.0.2 ! -i docker0 -o docker0 -p tcp -m tcp --dport 80 -j ACCEPT
rule filter -A DOCKER -d 172.17.0.3 ! -i docker0 -o docker0 -p tcp -m tcp --dport 5432 -j ACCEPT
rule filter -A DOCKER ! -i docker0 -o docker0 -j DROP
# What its manual has people write to keep strangers out.
rule filter -A DOCKER-USER ! -s 192.168.1.0/24 -i eth0 -m conntrack --ctorigdstport 8080 --ctdir ORIGINAL -j DROP
