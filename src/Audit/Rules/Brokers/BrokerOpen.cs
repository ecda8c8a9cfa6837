using Berth.Audit.Contract;
using Berth.Audit.Findings;

namespace Berth.Audit.Rules.Brokers;

public sealed class BrokerOpen : PortRule
{
    public override RuleInfo Info { get; } = new()
    {
        Id = "broker-open",
        Title = "A message broker that takes anyone",
        Severity = new(Severity.High),
        Sees = "NATS says that no login is needed, an AMQP management page or a Kafka broker answers, from a port that others reach.",
        Why = "Others read and send messages of your applications.",
        Fix = "Bind it to loopback, or require a login. nats-server listens on 0.0.0.0 unless `host` is set.",
        References = ["https://docs.nats.io/running-a-nats-service/configuration"],
    };

    protected override Sighting? Judge(ListenedPort port, AuditView view)
    {
        if (port.Speaks("nats") is { Authentication: not Model.Protocols.Authentication.Required } nats)
            return Sighting.Answered($"NATS takes {port.Audience()} without a login", nats) with { Fixes = [new("Start it on loopback", $"nats-server --addr 127.0.0.1 --port {port.Port}")] };
        if (port.Speaks("kafka") is { } kafka)
            return Sighting.Answered($"Kafka serves {port.Audience()} in plain text", kafka) with { Fixes = [new("Set `listeners=PLAINTEXT://127.0.0.1:9092` in server.properties, then restart")] };
        if ((port.Speaks("nats-monitor") ?? port.Is("RabbitMQ management")) is { } page)
            return Sighting.Answered($"{page.Product} is open to {port.Audience()}", page) with { Fixes = [new("Bind the management listener to 127.0.0.1: `management.tcp.ip = 127.0.0.1` (RabbitMQ), `http: 127.0.0.1:8222` (NATS)")] };
        if (port.Speaks("amqp") is not { } amqp) return null;
        return Sighting.Answered($"{amqp.Product ?? "An AMQP broker"} can be reached by {port.Audience()}", amqp) with
        {
            Severity = Severity.Medium,
            Fixes = [new("Set `listeners.tcp.local = 127.0.0.1:5672` in rabbitmq.conf, then restart")],
        };
    }
}
