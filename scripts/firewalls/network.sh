# The interfaces of tests/Reach.Tests/Hosts.cs.
ip link set lo up
for name in eth0 eth1; do
  ip link add "$name" type veth peer name "peer-$name"
  ip link set "$name" up
done
ip link add docker0 type bridge
ip link set docker0 up
