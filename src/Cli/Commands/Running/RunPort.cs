using System.Runtime.Versioning;
using System.Text.Json;
using Berth.Actions.Leases;
using Berth.Api;
using Berth.Api.Client;
using Berth.Api.Messages;
using Berth.Cli.Commands.Background;
using Berth.Cli.Commands.Leasing;
using Berth.Engine.Holders;
using Berth.Engine.Leases;
using Berth.Model.Addressing;
using Berth.Model.Leases;
using Berth.Places;
using Berth.Probes.Machines;
using Berth.Workbench.Writing;

namespace Berth.Cli.Commands.Running;

/// <summary>
/// The port of one run: leased by the daemon as long as our connection to it is open, or, where no daemon can be had, held by
/// ourselves. Nobody else is given it until this is disposed.
/// </summary>
[SupportedOSPlatform("linux")]
sealed class RunPort : IDisposable
{
    const string Name = "lease/use"; // Capabilities.LeaseUse

    // A daemon that runs answers in a few milliseconds; one that hangs must not keep the command waiting for long.
    static readonly TimeSpan patience = TimeSpan.FromSeconds(10);

    readonly IDisposable keeper;

    RunPort(Port port, IDisposable keeper) => (Port, this.keeper) = (port, keeper);

    public Port Port { get; }

    /// <summary>"shop", or "shop#2" for a second run at the same time; null without a daemon.</summary>
    public string? Service { get; private init; }

    /// <summary>Why it is another port than it should be; null when it is not.</summary>
    public string? Rotation { get; private init; }

    /// <summary>Why no daemon keeps it; null when one does.</summary>
    public string? Shortfall { get; private init; }

    /// <summary>Null when there is no port at all.</summary>
    /// <param name="state">Where the lock of those who have no daemon is.</param>
    public static RunPort? Take(DaemonPlace? place, string state, LeaseKey key, Func<ISocketInventory> inventory)
    {
        var reason = "there is no home for its state";
        if (place is not null)
        {
            var client = new DaemonClient(place, () => DaemonAccess.Start(place, onDemand: true)) { Patience = patience };
            if (FromDaemon(client, key, out reason) is { } leased) return leased;
        }
        var candidates = LeaseChoice.Candidates(key, null, null, static _ => false);
        var sockets = inventory();
        var own = LocalLease.Take(Path.Combine(state, "run.lock"), candidates, (port, ours) => IsTaken(port, ours, sockets));
        return own is null ? null : new RunPort(own.Port, own) { Shortfall = reason };
    }

    static RunPort? FromDaemon(DaemonClient client, LeaseKey key, out string reason)
    {
        var (lines, error) = client.Open(Name, Request(key));
        if (lines?.Next() is { } line)
        {
            reason = "";
            return Read(line, lines);
        }
        reason = DaemonTalk.Sentence(error ?? lines!.Error ?? new ApiError(ErrorCode.Broken, "the daemon ended meanwhile"));
        lines?.Dispose();
        return null;
    }

    // Written and read by hand: the serializer's metadata, made at each start, would cost more than all the rest.
    static byte[] Request(LeaseKey key)
    {
        using var body = new MemoryStream();
        var output = new Output(body);
        using (var json = JsonText.Writer(output))
        {
            json.WriteStartObject();
            json.WriteString("root"u8, key.Root);
            json.WriteString("service"u8, key.Service);
            json.WriteEndObject();
        }
        output.Flush();
        return body.ToArray();
    }

    static RunPort Read(byte[] line, DaemonLines lines)
    {
        var (port, from, service, reason) = (0, 0, "", "");
        var json = new Utf8JsonReader(line);
        while (json.Read())
        {
            if (json.TokenType != JsonTokenType.PropertyName) continue;
            if (json.ValueTextEquals("port"u8) && json.Read()) port = json.GetInt32();
            else if (json.ValueTextEquals("rotated_from"u8) && json.Read()) from = json.GetInt32();
            else if (json.ValueTextEquals("service"u8) && json.Read()) service = json.GetString()!;
            else if (json.ValueTextEquals("reason"u8) && json.Read()) reason = json.GetString()!;
            else json.Skip();
        }
        return new RunPort(new Port((ushort)port), lines) { Service = service, Rotation = from == 0 ? null : LeaseTalk.Rotation(service, port, from, reason) };
    }

    static bool IsTaken(Port port, IReadOnlyList<ulong> ours, ISocketInventory inventory)
    {
        foreach (var socket in inventory.Take(PortHolders.Question(port) with { Owners = false }).Sockets)
            if (socket.Protocol == Protocol.Tcp && !ours.Contains(socket.Inode) && PortHolders.IsAtLocalhost(socket)) return true;
        return false;
    }

    public void Dispose() => keeper.Dispose();
}
