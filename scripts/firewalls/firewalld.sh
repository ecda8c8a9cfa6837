# firewalld with a bus of its own. Its default zone "public" has eth0 and eth1.
. "$here/network.sh"
mount -t tmpfs none /run
mkdir -p /run/dbus /run/firewalld "$work/firewalld"
cp -a /etc/firewalld/. "$work/firewalld/"
mount --bind "$work/firewalld" /etc/firewalld
dbus-daemon --system --nofork --nopidfile &
until [ -S /run/dbus/system_bus_socket ]; do sleep 0.1; done
firewalld --nofork --nopid --log-file=/run/firewalld.log &
until firewall-cmd --state >/dev/null 2>&1; do sleep 0.2; done
cmd() { firewall-cmd --quiet "$@"; }
cmd --zone=public --change-interface=eth0
cmd --zone=public --change-interface=eth1
cmd --zone=trusted --change-interface=docker0
cmd --zone=public --add-service=https
cmd --zone=public --add-port=9000-9010/tcp
cmd --zone=public --add-rich-rule='rule family="ipv4" source address="192.168.1.128/25" port port="5432" protocol="tcp" accept'
cmd --zone=public --add-rich-rule='rule family="ipv4" source address="8.8.8.0/24" service name="ssh" reject type="icmp-admin-prohibited"'
cmd --zone=public --add-rich-rule='rule priority="10" port port="2222" protocol="tcp" accept limit value="10/m"'
cmd --zone=internal --add-source=10.1.0.0/16
cmd --zone=internal --add-port=8080/tcp
cmd --zone=drop --add-source=203.0.113.0/24
cmd --zone=public --add-forward-port=port=8000:proto=tcp:toport=8001
cmd --zone=public --add-forward-port=port=8002:proto=tcp:toport=80:toaddr=172.17.0.2
nft -s list ruleset >"$out/firewalld.nft"
nft -j list ruleset >"$out/firewalld.json"
kill %2 %1
