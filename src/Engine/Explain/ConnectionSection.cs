using Berth.Model.Addressing;
using Berth.Model.Diagnosis;
using Berth.Model.Firewall;
using Berth.Model.Knowledge;
using Berth.Model.Machine;
using Berth.Model.Services;
using Berth.Model.Sockets;

namespace Berth.Engine.Explain;

/// <summary>Which conversations go on, grouped by who is at the other end.</summary>
static class ConnectionSection
{
    const int MostGroups = 6;

    public static void Write(Subject subject, Draft draft)
    {
        Served(subject, draft);
        Alone(subject, draft);
        Called("Connection", subject.Calling, draft, subject.Port is not null);
        Called("Goes out to", subject.Outgoing, draft, false);
        Know("connections_in", subject.Served, connection => connection.Client, draft);
        Know("connections_out", [.. subject.Calling, .. subject.OneSided, .. subject.Outgoing], connection => connection.Client, draft);
        if (subject.Lingering.Count != 0) draft.Know("lingering", subject.Lingering.Count);
    }

    static void Served(Subject subject, Draft draft)
    {
        var section = draft.Section("Connections");
        var groups = Grouped(subject.Served, Peer);
        foreach (var (name, members) in groups.Take(MostGroups))
        {
            var who = members[0].Client is { } client ? Words.Holder(client.Owner, client) : new Line(name);
            section.Say($"{Words.Count(members.Count, "connection")} from {name}{States(members)}.", who.How, who.Reason);
        }
        if (groups.Count > MostGroups) section.Say($"And {groups.Skip(MostGroups).Sum(group => group.Members.Count)} more from {groups.Count - MostGroups} others.");
        var waiting = subject.Served.Count(connection => connection.Server is { Inode: 0, State: SocketState.Established or SocketState.CloseWait });
        if (waiting != 0) section.Say($"{waiting} of these {(waiting == 1 ? "waits" : "wait")} for the program to accept.");
        if (subject.Lingering.Count != 0 && subject.Listeners.Count != 0) section.Say($"{Words.Count(subject.Lingering.Count, "connection")} closed lately.");
    }

    static void Alone(Subject subject, Draft draft)
    {
        var section = draft.Section("Connections");
        foreach (var group in subject.OneSided.GroupBy(static one => (Kind(one.Client!), Caller(one))).OrderByDescending(static group => group.Count()).Take(MostGroups))
            section.Say($"{Headline.Upper(OneSided(group.First(), group.Count()))}.");
    }

    /// <summary>A client's end without a server's, as a clause: what became of the conversation says the state.</summary>
    public static string OneSided(Connection connection, int count)
    {
        var who = Caller(connection);
        var many = count == 1 ? "a connection" : $"{count} connections";
        return Kind(connection.Client!) switch
        {
            OneSidedKind.ClosedLately => $"{Words.Count(count, "connection")} to it {(count == 1 ? "was" : "were")} closed lately",
            OneSidedKind.Dialling => $"{who} is trying to connect",
            OneSidedKind.HalfClosed => $"{who} has {many} to it that the server has closed, and has not closed its own side",
            OneSidedKind.Closing => $"{many} to it {(count == 1 ? "is" : "are")} being closed",
            OneSidedKind.Datagrams => $"{who} sends to it over UDP",
            _ => $"{who} has {many} to it whose other end is not seen here",
        };
    }

    enum OneSidedKind { ClosedLately, Dialling, HalfClosed, Closing, Datagrams, Open }

    static OneSidedKind Kind(SocketRecord client) => client switch
    {
        { Protocol: Protocol.Udp } => OneSidedKind.Datagrams,
        { State: SocketState.TimeWait } => OneSidedKind.ClosedLately,
        { State: SocketState.SynSent or SocketState.SynReceived } => OneSidedKind.Dialling,
        { State: SocketState.CloseWait } => OneSidedKind.HalfClosed,
        { State: SocketState.Established } => OneSidedKind.Open,
        _ => OneSidedKind.Closing,
    };

    static void Called(string title, List<Connection> connections, Draft draft, bool asOne)
    {
        var section = draft.Section(connections.Count > 1 && title == "Connection" ? "Connections" : title);
        var groups = Grouped(connections, connection => $"{Caller(connection)} to {Callee(connection)}");
        foreach (var (name, members) in groups.Take(MostGroups))
        {
            var who = members[0].Client is { } client ? Words.Holder(client.Owner, client) : new Line(name);
            var state = members.Count == 1 && asOne ? $" {Near(members[0])}" : "";
            section.Say($"{(members.Count == 1 ? "" : $"{members.Count} connections: ")}{Headline.Upper(name)}{state}{States(members)}.", who.How, who.Reason);
        }
        if (groups.Count > MostGroups) section.Say($"And {groups.Skip(MostGroups).Sum(group => group.Members.Count)} more.");
    }

    static string Near(Connection connection) => $"({connection.ClientEnd} to {connection.ServerEnd})";

    static string Caller(Connection connection) => connection.Client is { } client ? Words.Holder(client.Owner, client).Text : connection.ClientEnd.ToString();

    static string Callee(Connection connection) => connection.Server is { } server
        ? $"{Words.Holder(connection.Row.Owner, server).Text} on port {server.LocalPort}"
        : connection.ServerEnd.ToString();

    static string Peer(Connection connection) => connection.Client is { } client
        ? Words.Holder(client.Owner, client).Text
        : connection.ClientEnd.Address.Unmapped.ToString();

    static List<OtherEnd> Grouped(IEnumerable<Connection> connections, Func<Connection, string> key) =>
        [.. connections.GroupBy(key).Select(group => new OtherEnd(group.Key, [.. group])).OrderByDescending(group => group.Members.Count)];

    /// <summary>The connections with one other end.</summary>
    sealed record OtherEnd(string Name, List<Connection> Members);

    // Established goes without saying.
    static string States(List<Connection> members)
    {
        var others = members.Where(member => member.Any.State != SocketState.Established).GroupBy(member => member.Any.State).ToArray();
        return others.Length == 0 ? "" : $", {string.Join(", ", others.Select(group => members.Count == 1 ? group.Key.Name() : $"{group.Count()} {group.Key.Name()}"))}";
    }

    static void Know(string key, List<Connection> connections, Func<Connection, SocketRecord?> client, Draft draft)
    {
        if (connections.Count == 0) return;
        draft.Know($"{key}_count", connections.Count);
        draft.Know(key, connections.Take(1000).Select(connection => Group(connection, client(connection))));
    }

    static FactGroup Group(Connection connection, SocketRecord? client)
    {
        List<Fact> facts =
        [
            Fact.Of("protocol", connection.Any.Protocol.Name()),
            Fact.Of("state", connection.Any.State.Name()),
            Fact.Of("client", connection.ClientEnd.ToString()).KnownAs(connection.IsCertain ? How.Observed : How.Inferred, connection.IsCertain ? null : "judged from the port numbers"),
            Fact.Of("server", connection.ServerEnd.ToString()).KnownAs(connection.IsCertain ? How.Observed : How.Inferred, connection.IsCertain ? null : "judged from the port numbers"),
        ];
        if (client is not null) facts.Add(Fact.Of("client_holders", Holders(client.Owner)).KnownAs(client.Owner.How, client.Owner.Reason));
        if (connection.Server is not null) facts.Add(Fact.Of("server_holders", Holders(connection.Row.Owner)).KnownAs(connection.Row.Owner.How, connection.Row.Owner.Reason));
        return new FactGroup(facts);
    }

    static FactGroup[] Holders(Owner owner) =>
        [.. owner.Processes.Select(process => new FactGroup([Fact.Of("pid", process.Pid), Fact.Of("name", process.Name)]))];
}
